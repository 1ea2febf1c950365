import type { TaskKind } from "#schema/protocol/runner/v1/task";
import type { TaskRow } from "#server/features/runners/tasks.store";
import { isoOf } from "#server/platform/clock";

/** As the contract shows a task. One that nobody took in time is shown as expired. */
export function shownTask(row: TaskRow, nowMs: number) {
  const { id, kind, args, result, createdAt, createdBy, endedAt } = row;
  const state = row.state === "waiting" && nowMs >= row.expiresAt ? ("expired" as const) : row.state;
  const times = { createdAt: isoOf(createdAt), endedAt: endedAt === null ? null : isoOf(endedAt) };
  return { id, kind: kind as TaskKind, args, state, result, createdBy, ...times };
}
