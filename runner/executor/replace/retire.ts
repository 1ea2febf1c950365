import type { DrivenInstance } from "../instance-driver.ts";
import { StepFailure } from "../outcome.ts";
import { isUp, look, settle, type Replacement } from "./replacement.ts";

/** Takes the old instances out of traffic and ends them. They stay, stopped, until `removeOld`. */
export async function retireOld(replacement: Replacement): Promise<void> {
  await replacement.run.progress.enter("draining");
  await drain(replacement, (await look(replacement)).old);
  await replacement.run.progress.enter("stopping-old");
  await end(replacement, (await look(replacement)).old);
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

export async function removeOld(replacement: Replacement): Promise<void> {
  await replacement.run.progress.enter("finalizing");
  for (const { id } of (await look(replacement)).old) await replacement.driver.remove(id);
}

async function drain(replacement: Replacement, instances: readonly DrivenInstance[]): Promise<void> {
  const inTraffic = instances.filter((instance) => isUp(instance) && !instance.cordoned);
  if (inTraffic.length === 0) return;
  await Promise.all(inTraffic.map(async (instance) => cordon(replacement, instance)));
  await settle(replacement);
}

async function cordon({ driver, run }: Replacement, { id, name }: DrivenInstance): Promise<void> {
  try {
    await driver.cordon(id);
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    run.progress.warn("drain-timeout", `${name} could not be taken out of traffic before it was stopped: ${error.message}`);
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
