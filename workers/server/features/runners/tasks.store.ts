import { and, desc, eq } from "drizzle-orm";
import { runnerTasks } from "#schema/postgres/server/runners";
import type { Queries } from "#server/platform/database";

export type TaskRow = typeof runnerTasks.$inferSelect;
export type NewTask = Pick<TaskRow, "id" | "runnerId" | "kind" | "args" | "createdAt" | "createdBy" | "expiresAt">;

export function insertTask(db: Queries, task: NewTask) {
  return db
    .insert(runnerTasks)
    .values({ tenantId: db.tenant, state: "waiting", ...task })
    .returning();
}

export function findTasks(db: Queries, runnerId: string) {
  return db
    .select()
    .from(runnerTasks)
    .where(and(eq(runnerTasks.tenantId, db.tenant), eq(runnerTasks.runnerId, runnerId)))
    .orderBy(desc(runnerTasks.createdAt))
    .limit(100);
}
