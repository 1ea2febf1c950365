import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { identities } from "#schema/postgres/server/identities";
import { users } from "#schema/postgres/server/users";
import type { Queries } from "#server/platform/database";

/** Whoever is known by their tokens only. */
export function findIdentitiesWithoutAccount(db: Queries) {
  return db
    .select()
    .from(identities)
    .where(and(eq(identities.tenantId, db.tenant), isNull(identities.userId)))
    .orderBy(asc(sql`lower(${identities.username})`));
}

export function findIdentity(db: Queries, id: string) {
  return db
    .select()
    .from(identities)
    .where(and(eq(identities.tenantId, db.tenant), eq(identities.id, id)));
}

export function findIdentitiesOf(db: Queries, userId: string) {
  return db
    .select()
    .from(identities)
    .where(and(eq(identities.tenantId, db.tenant), eq(identities.userId, userId)))
    .orderBy(asc(identities.firstSeenAt));
}

export function removeIdentity(db: Queries, id: string) {
  return db.delete(identities).where(and(eq(identities.tenantId, db.tenant), eq(identities.id, id)));
}

/** Returns the id when the identity had no account until now. */
export function linkIdentity(db: Queries, id: string, userId: string) {
  return db
    .update(identities)
    .set({ userId })
    .where(and(eq(identities.tenantId, db.tenant), eq(identities.id, id), isNull(identities.userId)))
    .returning({ id: identities.id });
}

/** An account without a password. Returns nothing when the username is taken. */
export function insertAccount(db: Queries, account: Omit<typeof users.$inferInsert, "tenantId">) {
  return db
    .insert(users)
    .values({ tenantId: db.tenant, ...account })
    .onConflictDoNothing()
    .returning({ id: users.id });
}
