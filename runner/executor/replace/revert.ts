import type { CrashEvidence, Failure, FailureReason, Outcome } from "../outcome.ts";
import { explain } from "./explain.ts";
import { isUp, look, type Replacement } from "./replacement.ts";

/** The failure as a person is told it, with what the failed instance left behind: asked for before anything is removed. */
export async function failureOf(replacement: Replacement, reason: FailureReason, message: string): Promise<Failure> {
  const evidence = await evidenceOf(replacement);
  return { reason, message: message === "" ? explain(reason, replacement.workload, evidence) : message, evidence };
}

async function evidenceOf(replacement: Replacement): Promise<CrashEvidence | null> {
  const { current } = await look(replacement);
  const begun = current.filter(({ confirmed, startedAt }) => !confirmed && startedAt !== null);
  const culprit = begun.find((instance) => !isUp(instance)) ?? begun.find(({ health }) => health !== "healthy") ?? begun[0];
  return culprit === undefined ? null : replacement.driver.evidence(culprit.id);
}

/** Removes what had not passed its gate and brings back what had. */
export async function revert(replacement: Replacement, failure: Failure | null): Promise<Outcome> {
  const { driver, run } = replacement;
  await run.progress.enter("reverting", failure ?? undefined);
  const { current, old } = await look(replacement);
  for (const { id, confirmed } of [...current, ...old]) if (!confirmed) await driver.remove(id);
  const good = old.filter(({ confirmed }) => confirmed);
  const restored = await Promise.all(good.map(async ({ id }) => restore(replacement, id)));
  if (failure === null) return { kind: "cancelled" };
  if (restored.includes(false)) return { kind: "failed", failure, before: "lost" };
  return { kind: "failed", failure, before: good.length > 0 || current.some(({ confirmed }) => confirmed) ? "runs" : "none" };
}

async function restore({ driver }: Replacement, id: string): Promise<boolean> {
  try {
    await driver.start(id);
    await driver.uncordon(id);
    return true;
  } catch {
    return false;
  }
}
