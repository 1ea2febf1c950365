import type { Instance, ObservedApp } from "#schema/protocol/runner/v1/snapshot";

/** How often an instance may begin again before it counts as a crash loop. */
const crashes = 3;

export interface Baking {
  readonly seen: ObservedApp;
  readonly generation: number;
  /** When the deployment of this generation succeeded; null when it did not. */
  readonly succeededAt: number | null;
  readonly autoRollback: boolean;
  readonly bakeMs: number;
  readonly nowMs: number;
}

/** Why a revision that passed its gate is taken back after all, or undefined when there is no reason to. */
export function verdictOf({ seen, generation, succeededAt, autoRollback, bakeMs, nowMs }: Baking): "crash-loop" | "oom-killed" | undefined {
  if (!autoRollback || succeededAt === null || nowMs - succeededAt > bakeMs) return undefined;
  const own = seen.instances.filter((instance) => instance.generation === generation);
  if (own.some(({ oomKilled }) => oomKilled)) return "oom-killed";
  return own.some(isLooping) || seen.conditions.some(({ type, status }) => type === "CrashLooping" && status === "true")
    ? "crash-loop"
    : undefined;
}

function isLooping({ restartCount }: Instance): boolean {
  return restartCount >= crashes;
}
