import type { Snapshot } from "#schema/protocol/runner/v1/snapshot";
import { isoOf, type RunnerClock } from "../clock.ts";
import type { Executor, ObservedInstance } from "../executor/executor.ts";
import { type AppRecord, type AppRecords, keyOf } from "./app-record.ts";
import { newCrashLoops } from "./crash-loops.ts";
import { newFigures } from "./figures.ts";
import { hostConditions } from "./host-conditions.ts";
import type { LocalOrders } from "./local-orders.ts";
import { snapshotOf } from "./observation.ts";
import { toWorkload } from "./to-workload.ts";

export interface HostWatchDeps {
  readonly executor: Executor;
  readonly records: AppRecords;
  readonly orders: LocalOrders;
  readonly clock: RunnerClock;
  readonly isDraining: () => boolean;
  readonly onInstances: (instances: readonly ObservedInstance[]) => void;
}

export interface HostWatch {
  /** Takes note of what is there now. */
  look(): Promise<void>;
  snapshot(): Promise<Snapshot>;
  readonly executorOk: boolean;
}

/** What is on the host, as it is told to the server. */
export function newHostWatch(deps: HostWatchDeps): HostWatch {
  const { executor, records, orders, clock } = deps;
  const loops = newCrashLoops();
  const figures = newFigures(executor, clock);
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
  return {
    async look() {
      await look();
    },
    get executorOk() {
      return unavailableSince === null;
    },
    async snapshot() {
      const instances = await look();
      const looping = loops.see(instances ?? [], clock.nowMs());
      const urlOf = (record: AppRecord): string | null =>
        record.active === null ? null : executor.urlOf(toWorkload(record.active, { jar: null, agent: null, secrets: [] }));
      const trouble = { unavailableSince, message, isDraining: deps.isDraining() };
      const isHeldDown = (record: AppRecord): boolean => orders.of(keyOf(record.wanted)) === "stop";
      const seen = { instances, figures: await figures(), looping, isHeldDown, urlOf };
      return snapshotOf({ records: records.all(), ...seen, hostConditions: hostConditions(trouble) });
    },
  };
}
