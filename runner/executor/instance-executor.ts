import type { RunnerClock } from "../clock.ts";
import type { Executor, ObservedInstance } from "./executor.ts";
import type { DrivenInstance, InstanceDriver } from "./instance-driver.ts";
import { finishRequests, leaveTraffic } from "./replace/drain.ts";
import { replace } from "./replace/replace.ts";
import { isUp } from "./replace/replacement.ts";

/** An executor over an engine that knows single instances only. */
export function instanceExecutor(name: Executor["name"], driver: InstanceDriver, clock: RunnerClock): Executor {
  const engine = { driver, clock };
  return {
    name,
    check: () => driver.check(),
    apply: (workload, run) => replace(engine, workload, run),
    logs: (instanceId, since, signal) => driver.logs(instanceId, since, signal),
    evidence: (instanceId) => driver.evidence(instanceId),
    async stop(place, { drainMs, timeoutMs }) {
      const up = (await driver.list(place)).filter(isUp);
      const left = await leaveTraffic(engine, up, () => undefined);
      if (left.length > 0) await clock.sleep(driver.settleMs);
      await finishRequests(engine, left, drainMs);
      await Promise.all(up.map(async ({ id }) => driver.stop(id, timeoutMs)));
    },
    async remove(place, options) {
      const all = await driver.list(place);
      await Promise.all(all.map(async ({ id }) => driver.remove(id)));
      await driver.removePlace(place, options);
    },
    async observe() {
      return (await driver.list("all")).map(observed);
    },
    measure: () => driver.measure(),
    threadDump: (instanceId, signal) => driver.threadDump(instanceId, signal),
    watch: (onChange, signal) => driver.watch(onChange, signal),
    collectGarbage: (place, keep) => driver.collectGarbage(place, keep),
    urlOf: (workload) => driver.urlOf(workload),
  };
}

function observed({ cordoned: _cordoned, confirmed: _confirmed, httpPort: _httpPort, ...instance }: DrivenInstance): ObservedInstance {
  return instance;
}
