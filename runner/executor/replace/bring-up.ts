import type { DrivenInstance } from "../instance-driver.ts";
import { StepFailure } from "../outcome.ts";
import { isUp, lookAtNew, mayGoOn, settle, type Replacement } from "./replacement.ts";
import { untilHealthy } from "./until-healthy.ts";

/** Makes the image. First of all, since nothing that runs is touched by it. */
export async function prepare(replacement: Replacement): Promise<string> {
  const { driver, workload, run } = replacement;
  mayGoOn(replacement);
  await run.progress.enter("building");
  return driver.build(workload, (message) => run.progress.step(message));
}

/** Creates what is missing, starts it, waits until it is healthy and takes traffic, and only then hands it to the engine to keep alive. */
export async function bringUp(replacement: Replacement, image: string): Promise<void> {
  await create(replacement, image);
  await start(replacement);
  const good = await gate(replacement);
  mayGoOn(replacement);
  await replacement.run.progress.enter("switching");
  await settle(replacement);
  if (replacement.workload.strategy === "recreate") await replacement.run.progress.gap("ends");
  for (const { id } of good) await replacement.driver.keepAlive(id);
}

async function create(replacement: Replacement, image: string): Promise<void> {
  mayGoOn(replacement);
  const [{ missingSlots }] = await Promise.all([lookAtNew(replacement), replacement.run.progress.enter("creating")]);
  for (const slot of missingSlots) await replacement.driver.create(replacement.workload, slot, image);
}

async function start(replacement: Replacement): Promise<void> {
  mayGoOn(replacement);
  const [{ current }] = await Promise.all([lookAtNew(replacement), replacement.run.progress.enter("starting")]);
  for (const instance of current) {
    if (!isUp(instance)) await replacement.driver.start(instance.id);
    if (instance.cordoned) await replacement.driver.uncordon(instance.id);
  }
}

/** The instances that passed it. */
async function gate(replacement: Replacement): Promise<readonly DrivenInstance[]> {
  mayGoOn(replacement);
  await replacement.run.progress.enter("probing");
  return untilHealthy(replacement, async () => {
    mayGoOn(replacement);
    const { current, missingSlots } = await lookAtNew(replacement);
    if (missingSlots.length > 0) throw new StepFailure("exited", "An instance was removed by somebody else while it was starting.");
    current.forEach(refuseDead);
    return current;
  });
}

function refuseDead(instance: DrivenInstance): void {
  if (instance.oomKilled && !isUp(instance)) throw new StepFailure("oom-killed", "");
  if (instance.state === "exited" || instance.state === "stopped") throw new StepFailure("exited", "");
  if (instance.health === "unhealthy") throw new StepFailure("unhealthy", "");
}
