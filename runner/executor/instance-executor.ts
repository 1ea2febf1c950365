import type { RunnerClock } from "../clock.ts";
import type { Executor, ObservedInstance } from "./executor.ts";
import type { DrivenInstance, InstanceDriver } from "./instance-driver.ts";
import { StepFailure } from "./outcome.ts";
import { replace } from "./replace/replace.ts";
import { isUp } from "./replace/replacement.ts";
import type { PlaceIds } from "./workload.ts";

/** An executor over an engine that knows single instances only. */
export function instanceExecutor(name: Executor["name"], driver: InstanceDriver, clock: RunnerClock): Executor {
  const instancesOf = async (place: PlaceIds): Promise<DrivenInstance[]> =>
    (await driver.list()).filter((one) => one.place.appId === place.appId && one.place.environmentId === place.environmentId);
  return {
    name,
    check: () => driver.check(),
    apply: (workload, run) => replace({ driver, clock }, workload, run),
    logs: (instanceId, since, signal) => driver.logs(instanceId, since, signal),
    evidence: (instanceId) => driver.evidence(instanceId),
    async stop(place, { timeoutMs }) {
      const up = (await instancesOf(place)).filter(isUp);
      await Promise.all(up.map(async ({ id }) => outOfTraffic(driver, id)));
      if (up.length > 0) await clock.sleep(driver.settleMs);
      await Promise.all(up.map(async ({ id }) => driver.stop(id, timeoutMs)));
    },
    async remove(place, options) {
      const all = await instancesOf(place);
      await Promise.all(all.map(async ({ id }) => driver.remove(id)));
      await driver.removePlace(place, options);
    },
    async observe() {
      return (await driver.list()).map(observed);
    measure: () => driver.measure(),
    threadDump: (instanceId, signal) => driver.threadDump(instanceId, signal),
    },
    watch: (onChange, signal) => driver.watch(onChange, signal),
    collectGarbage: (place, keep) => driver.collectGarbage(place, keep),
    urlOf: (workload) => driver.urlOf(workload),
  };
}

/** A removal goes on even when traffic could not be seen to leave. */
async function outOfTraffic(driver: InstanceDriver, id: string): Promise<void> {
  try {
    await driver.cordon(id);
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
  }
}

function observed({ cordoned: _cordoned, confirmed: _confirmed, ...instance }: DrivenInstance): ObservedInstance {
  return instance;
}
