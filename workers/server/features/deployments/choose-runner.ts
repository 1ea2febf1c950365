import { Problem } from "#schema/problems";
import type { CountedRunner } from "#server/features/runners/index";
import { isCapable, stateOfRunner } from "#server/features/runners/index";

export interface Wish {
  readonly environmentId: string;
  /** The one that was asked for. */
  readonly runnerId: string | undefined;
  readonly nowMs: number;
}

/** The runner for an app that is placed nowhere yet: the one asked for, else of those that could the one with fewest apps. */
export function chooseRunner(runners: readonly CountedRunner[], wish: Wish): CountedRunner {
  if (wish.runnerId !== undefined) return requested(runners, wish);
  const possible = runners.filter((candidate) => {
    return isCapable(candidate.runner) && serves(candidate, wish) && stateOfRunner(candidate.runner, wish.nowMs) === "connected";
  });
  const [best] = possible.toSorted((a, b) => a.apps - b.apps);
  if (best === undefined) {
    throw new Problem("conflict", { detail: "No connected runner takes new apps of this environment. Look at the Runners page." });
  }
  return best;
}

function requested(runners: readonly CountedRunner[], wish: Wish): CountedRunner {
  const found = runners.find(({ runner }) => runner.id === wish.runnerId);
  if (found === undefined) throw new Problem("not-found", { detail: "There is no such runner." });
  if (!isCapable(found.runner)) throw new Problem("conflict", { detail: `${found.runner.name} cannot run apps.` });
  if (!serves(found, wish)) throw new Problem("conflict", { detail: `${found.runner.name} does not serve this environment.` });
  if (found.runner.draining) throw new Problem("conflict", { detail: `${found.runner.name} is draining and takes no new apps.` });
  return found;
}

function serves({ runner }: CountedRunner, { environmentId }: Wish): boolean {
  return runner.environmentIds.length === 0 || runner.environmentIds.includes(environmentId);
}
