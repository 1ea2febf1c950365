import { and, eq, lt } from "drizzle-orm";
import { usedOnce } from "#schema/postgres/server/sessions";
import type { Queries } from "#server/platform/database";

/** A row for the first who uses it, nothing for everybody after. */
export function useOnce(db: Queries, use: { readonly subject: string; readonly expiresAt: number }) {
  return db
    .insert(usedOnce)
    .values({ tenantId: db.tenant, ...use })
    .onConflictDoNothing()
    .returning({ subject: usedOnce.subject });
}

export function forgetUsed(db: Queries, before: number) {
  return db.delete(usedOnce).where(and(eq(usedOnce.tenantId, db.tenant), lt(usedOnce.expiresAt, before)));
}
