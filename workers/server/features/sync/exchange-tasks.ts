import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import type { Task, TaskReport } from "#schema/protocol/runner/v1/task";
import { leaseTasks, reportTask } from "#server/features/sync/sync.store";
import { isoOf } from "#server/platform/clock";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";

export interface TaskTalk {
  readonly runnerId: string;
  readonly epoch: number;
  readonly reports: readonly TaskReport[];
}

export interface TaskAnswer {
  readonly leased: Task[];
  /** Reports that need not be repeated. */
  readonly acknowledged: string[];
}

/** Takes in what became of tasks, and hands out those that nobody works on. */
export async function exchangeTasks(deps: Deps, db: Queries, { runnerId, epoch, reports }: TaskTalk): Promise<TaskAnswer> {
  const nowMs = deps.clock.now();
  const untilMs = nowMs + runnerTiming.taskLeaseMs;
  for (const report of reports) await reportTask(db, runnerId, { ...report, at: nowMs, untilMs });
  const leaseId = `${epoch}-${nowMs}`;
  const leased = await leaseTasks(db, runnerId, { id: leaseId, nowMs, untilMs });
  return {
    leased: leased.map(({ id, kind, args }) => ({ id, kind, args, leaseId, leaseUntil: isoOf(untilMs) })),
    acknowledged: reports.map(({ id }) => id),
  };
}
