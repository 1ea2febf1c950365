import type { RunnerClock } from "../../clock.ts";
import type { ApplyRun } from "../executor.ts";
import type { InstanceDriver } from "../instance-driver.ts";
import { StepFailure, type Outcome } from "../outcome.ts";
import type { Workload } from "../workload.ts";
import { bringUp, prepare } from "./bring-up.ts";
import { watchChanges } from "../changes.ts";
import { Cancelled, look, type Replacement } from "./replacement.ts";
import { removeOld, retireOld, stopAll } from "./retire.ts";
import { failureOf, revert } from "./revert.ts";

/**
 * The order of things when the instances of a place are replaced. Blue/green: new ones are made, pass their gate and take traffic; then the
 * old ones leave it, end and go. Recreate: the old ones end first and are kept until the new ones are good. Every step looks at what is there and does
 * what is missing, so that beginning again after a crash goes on.
 */
export async function replace(engine: { readonly driver: InstanceDriver; readonly clock: RunnerClock }, workload: Workload, run: ApplyRun) {
  const over = new AbortController();
  const replacement: Replacement = { ...engine, workload, run, changes: watchChanges(engine.driver, engine.clock, over.signal) };
  try {
    return workload.runState === "stopped" ? await toStopped(replacement) : await toRunning(replacement);
  } finally {
    over.abort();
  }
}

async function toStopped(replacement: Replacement): Promise<Outcome> {
  await stopAll(replacement);
  return { kind: "stopped" };
}

async function toRunning(replacement: Replacement): Promise<Outcome> {
  const { workload, run } = replacement;
  const entered = run.resumption?.entered ?? [];
  if (entered.includes("reverting")) return revert(replacement, run.resumption?.failure ?? null);
  const pointOfNoReturn = workload.strategy === "recreate" ? "finalizing" : "draining";
  if (!entered.includes(pointOfNoReturn)) {
    const undone = await change(replacement);
    if (undone !== undefined) return undone;
  }
  const { old } = await look(replacement);
  if (workload.strategy === "blue-green") await retireOld(replacement, old);
  // A repair that ends nothing does not wait for a server that is away.
  if (old.length > 0 || !run.repair) await removeOld(replacement, old);
  return { kind: "running" };
}

/** Up to the point of no return; what it had to take back, or undefined when it got there. */
async function change(replacement: Replacement): Promise<Outcome | undefined> {
  const { workload } = replacement;
  try {
    const image = await prepare(replacement);
    if (workload.strategy === "recreate") await retireOld(replacement, (await look(replacement)).old);
    await bringUp(replacement, image);
    return undefined;
  } catch (error) {
    if (error instanceof Cancelled) return revert(replacement, null);
    if (!(error instanceof StepFailure)) throw error;
    return takeBack(replacement, error);
  }
}

async function takeBack(replacement: Replacement, { reason, message }: StepFailure): Promise<Outcome> {
  const failure = await failureOf(replacement, reason, message);
  const { workload, run } = replacement;
  if (run.repair || !workload.autoRollback) {
    const { current, old } = await look(replacement);
    const runs = [...current, ...old].some(({ confirmed, state }) => confirmed && state === "running");
    return { kind: "failed", failure, before: runs ? "runs" : "none" };
  }
  return revert(replacement, failure);
}
