import type { RunnerClock } from "../../clock.ts";
import type { ApplyRun } from "../executor.ts";
import type { DrivenInstance, InstanceDriver } from "../instance-driver.ts";
import type { Workload } from "../workload.ts";
import type { Changes } from "../changes.ts";
import { split, type Split } from "./split.ts";

/** One apply under way. */
export interface Replacement {
  readonly driver: InstanceDriver;
  readonly clock: RunnerClock;
  readonly workload: Workload;
  readonly run: ApplyRun;
  readonly changes: Changes;
}

/** The signal was raised while there was still a way back. */
export class Cancelled extends Error {}

export async function look({ driver, workload }: Replacement): Promise<Split> {
  return split(workload, await driver.list(workload.place));
}

/** The same without what is old: an engine says nothing of a container while it begins that container's health check. */
export async function lookAtNew({ driver, workload }: Replacement): Promise<Omit<Split, "old">> {
  return split(workload, await driver.list(workload.place, workload.hash));
}

export function mayGoOn({ run }: Replacement): void {
  if (run.signal.aborted) throw new Cancelled();
}

/** Until all traffic follows a change of an instance's health. Without a route there is none to wait for. */
export async function settle({ driver, clock, workload }: Replacement): Promise<void> {
  if (workload.route !== null) await clock.sleep(driver.settleMs);
}

export function isUp({ state }: DrivenInstance): boolean {
  return state === "running" || state === "restarting";
}
