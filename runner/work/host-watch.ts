import type { Condition, Snapshot } from "#schema/protocol/runner/v1/snapshot";
import { isoOf, type RunnerClock } from "../clock.ts";
import type { Executor, ObservedInstance } from "../executor/executor.ts";
import type { AppRecord, AppRecords } from "./app-record.ts";
import { newCrashLoops } from "./crash-loops.ts";
import { snapshotOf } from "./observation.ts";
import { toWorkload } from "./to-workload.ts";

export interface HostWatchDeps {
  readonly executor: Executor;
  readonly records: AppRecords;
  readonly clock: RunnerClock;
  readonly isDraining: () => boolean;
  readonly onInstances: (instances: readonly ObservedInstance[]) => void;
}

export interface HostWatch {
  snapshot(): Promise<Snapshot>;
  readonly executorOk: boolean;
}

/** What is on the host, as it is told to the server. */
export function newHostWatch(deps: HostWatchDeps): HostWatch {
  const { executor, records, clock } = deps;
  const loops = newCrashLoops();
  let unavailableSince: string | null = null;
  let message = "";
  const look = async (): Promise<readonly ObservedInstance[] | undefined> => {
    try {
      const instances = await executor.observe();
      unavailableSince = null;
      deps.onInstances(instances);
      return instances;
    } catch (error) {
      unavailableSince ??= isoOf(clock.nowMs());
      message = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  };
  const hostConditions = (): Condition[] => {
    const since = unavailableSince ?? isoOf(0);
    const unavailable: Condition = {
      type: "ExecutorUnavailable",
      status: "true",
      reason: "executor-unavailable",
      message: message.slice(0, 2_048),
      since,
    };
    const draining: Condition = {
      type: "Draining",
      status: "true",
      reason: "host",
      message: "The host's administrator has drained it.",
      since,
    };
    return [...(unavailableSince === null ? [] : [unavailable]), ...(deps.isDraining() ? [draining] : [])];
  };
  return {
    get executorOk() {
      return unavailableSince === null;
    },
    async snapshot() {
      const instances = await look();
      const looping = loops.see(instances ?? [], clock.nowMs());
      const urlOf = (record: AppRecord): string | null =>
        record.active === null ? null : executor.urlOf(toWorkload(record.active, { jar: null, agent: null, secrets: [] }));
      return snapshotOf({ records: records.all(), instances, looping, urlOf, hostConditions: hostConditions() });
    },
  };
}
