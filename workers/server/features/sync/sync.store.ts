import { and, eq, gt, inArray, lt, or } from "drizzle-orm";
import { runners, runnerTasks } from "#schema/postgres/server/runners";
import type { Condition, HostHealth } from "#schema/protocol/runner/v1/snapshot";
import type { TaskReport } from "#schema/protocol/runner/v1/task";
import type { Queries } from "#server/platform/database";

export interface Sighting {
  readonly id: string;
  readonly epoch: number;
  readonly seq: number;
  readonly at: number;
  readonly health: HostHealth;
  /** Undefined when the snapshot is the one that is known. */
  readonly seen: { readonly snapshotHash: string; readonly conditions: readonly Condition[] } | undefined;
}

/** Nothing comes back when the sync is older than one that arrived before it. */
export function noteSync(db: Queries, { id, epoch, seq, at, health, seen }: Sighting) {
  return db
    .update(runners)
    .set({ seq, health, lastSeenAt: at, leftAt: null, ...seen })
    .where(and(eq(runners.tenantId, db.tenant), eq(runners.id, id), eq(runners.epoch, epoch), lt(runners.seq, seq)))
    .returning({ rev: runners.rev });
}

/** What is waiting, or was leased to a process that did not finish in time. */
export function leaseTasks(
  db: Queries,
  runnerId: string,
  lease: { readonly id: string; readonly nowMs: number; readonly untilMs: number },
) {
  const waiting = and(eq(runnerTasks.state, "waiting"), gt(runnerTasks.expiresAt, lease.nowMs));
  const abandoned = and(eq(runnerTasks.state, "running"), lt(runnerTasks.leaseUntil, lease.nowMs));
  return db
    .update(runnerTasks)
    .set({ state: "running", leaseId: lease.id, leaseUntil: lease.untilMs })
    .where(and(eq(runnerTasks.tenantId, db.tenant), eq(runnerTasks.runnerId, runnerId), or(waiting, abandoned)))
    .returning();
}

/** A report under a lease that has passed to somebody else has no effect. */
export function reportTask(db: Queries, runnerId: string, report: TaskReport & { readonly at: number; readonly untilMs: number }) {
  const isRunning = report.state === "running";
  const outcome = { state: report.state, result: report.result, endedAt: isRunning ? null : report.at };
  return db
    .update(runnerTasks)
    .set(isRunning ? { leaseUntil: report.untilMs } : outcome)
    .where(
      and(
        eq(runnerTasks.tenantId, db.tenant),
        eq(runnerTasks.runnerId, runnerId),
        eq(runnerTasks.id, report.id),
        eq(runnerTasks.leaseId, report.leaseId),
        inArray(runnerTasks.state, ["waiting", "running"]),
      ),
    );
}
