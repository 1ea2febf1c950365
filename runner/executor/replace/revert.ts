import type { DrivenInstance } from "../instance-driver.ts";
import { type CrashEvidence, type Failure, type FailureReason, type Outcome, StepFailure } from "../outcome.ts";
import { explain } from "./explain.ts";
import { isUp, look, settle, type Replacement } from "./replacement.ts";
import { untilHealthy } from "./until-healthy.ts";

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

/** Removes what had not passed its gate and brings back what had; that counts once it is healthy again. */
export async function revert(replacement: Replacement, failure: Failure | null): Promise<Outcome> {
  const { driver, run, workload } = replacement;
  await run.progress.enter("reverting", failure ?? undefined);
  const { current, old } = await look(replacement);
  for (const { id, confirmed } of [...current, ...old]) if (!confirmed) await driver.remove(id);
  const good = old.filter(({ confirmed }) => confirmed);
  const restored = await restore(replacement, good);
  if (restored && workload.strategy === "recreate") await run.progress.gap("ends");
  if (failure === null) return { kind: "cancelled" };
  if (!restored) return { kind: "failed", failure, before: "lost" };
  return { kind: "failed", failure, before: good.length > 0 || current.some(({ confirmed }) => confirmed) ? "runs" : "none" };
}

/** Instances that took traffic all along are left alone, healthy or not: they are as they were before. */
async function restore(replacement: Replacement, good: readonly DrivenInstance[]): Promise<boolean> {
  const { driver } = replacement;
  const idle = new Set(good.filter((one) => !isUp(one) || one.cordoned || one.health === "starting").map(({ id }) => id));
  if (idle.size === 0) return true;
  try {
    await Promise.all([...idle].map(async (id) => driver.start(id).then(() => driver.uncordon(id))));
    await untilHealthy(replacement, async () => {
      const up = (await look(replacement)).old.filter((one) => idle.has(one.id) && isUp(one));
      if (up.length < idle.size) throw new StepFailure("exited", "What ran before ended as soon as it was started again.");
      return up;
    });
    await settle(replacement);
    return true;
  } catch (error) {
    if (error instanceof StepFailure) return false;
    throw error;
  }
}
