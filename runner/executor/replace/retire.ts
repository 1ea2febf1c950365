import type { DrivenInstance } from "../instance-driver.ts";
import { finishRequests, leaveTraffic } from "./drain.ts";
import { isUp, look, settle, type Replacement } from "./replacement.ts";

/** Takes the old instances out of traffic and ends them. They stay, stopped, until `removeOld`. */
export async function retireOld(replacement: Replacement, old: readonly DrivenInstance[]): Promise<void> {
  if (old.length === 0) return;
  await replacement.run.progress.enter("draining");
  await drain(replacement, old);
  await replacement.run.progress.enter("stopping-old");
  await end(replacement, old);
}

/** Ends every instance of the place and keeps those that had once been good, to be started again. */
export async function stopAll(replacement: Replacement): Promise<void> {
  const everything = async (): Promise<readonly DrivenInstance[]> => {
    const { current, old } = await look(replacement);
    return [...current, ...old];
  };
  await replacement.run.progress.enter("draining");
  await drain(replacement, await everything());
  await replacement.run.progress.enter("stopping-old");
  await end(replacement, await everything());
  await replacement.run.progress.enter("finalizing");
  for (const { id, confirmed } of await everything()) if (!confirmed) await replacement.driver.remove(id);
}

export async function removeOld(replacement: Replacement, old: readonly DrivenInstance[]): Promise<void> {
  await replacement.run.progress.enter("finalizing");
  for (const { id } of old) await replacement.driver.remove(id);
}

/** An instance that a process which was killed had taken out of traffic is given its time once more. */
async function drain(replacement: Replacement, instances: readonly DrivenInstance[]): Promise<void> {
  const { run, workload } = replacement;
  const up = instances.filter(isUp);
  if (up.length === 0) return;
  if (workload.strategy === "recreate" && workload.runState === "running") await run.progress.gap("begins");
  const left = await leaveTraffic(replacement, up, (message) => run.progress.warn("drain-timeout", message));
  if (left.length === 0) return;
  await settle(replacement);
  const seconds = workload.stop.drainMs / 1_000;
  for (const { name, connections } of await finishRequests(replacement, left, workload.stop.drainMs)) {
    run.progress.step(`${name}: connections still open after ${seconds} s: ${connections ?? "unknown"}`);
  }
}

async function end({ driver, run, workload }: Replacement, instances: readonly DrivenInstance[]): Promise<void> {
  await Promise.all(
    instances.filter(isUp).map(async ({ id, name }) => {
      const ended = await driver.stop(id, workload.stop.timeoutMs);
      if (!ended) run.progress.warn("old-killed", `${name} did not end within ${workload.stop.timeoutMs / 1_000} s and was killed.`);
    }),
  );
}
