import { and, desc, eq, isNull } from "drizzle-orm";
import { enrollments } from "#schema/postgres/server/runners";
import type { Queries } from "#server/platform/database";

export type EnrollmentRow = typeof enrollments.$inferSelect;

export function insertEnrollment(db: Queries, enrollment: Omit<EnrollmentRow, "tenantId" | "usedAt" | "runnerId">) {
  return db.insert(enrollments).values({ tenantId: db.tenant, ...enrollment });
}

export function findEnrollments(db: Queries) {
  return db.select().from(enrollments).where(eq(enrollments.tenantId, db.tenant)).orderBy(desc(enrollments.createdAt)).limit(100);
}

export function findEnrollment(db: Queries, id: string) {
  return db
    .select()
    .from(enrollments)
    .where(and(eq(enrollments.tenantId, db.tenant), eq(enrollments.id, id)));
}

/** Takes the token's one use. Empty when there is no such token or it was used; of two who ask at once, one gets it. */
export function useEnrollment(db: Queries, tokenHash: string, use: { readonly usedAt: number; readonly runnerId: string }) {
  return db
    .update(enrollments)
    .set(use)
    .where(and(eq(enrollments.tenantId, db.tenant), eq(enrollments.tokenHash, tokenHash), isNull(enrollments.usedAt)))
    .returning();
}

export function removeEnrollment(db: Queries, id: string) {
  return db.delete(enrollments).where(and(eq(enrollments.tenantId, db.tenant), eq(enrollments.id, id)));
}
