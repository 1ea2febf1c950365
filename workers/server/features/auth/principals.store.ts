import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { authEpochs, sessions, tokenFamilies } from "#schema/postgres/server/sessions";
import { users } from "#schema/postgres/server/users";
import { personColumns } from "#server/features/auth/users.store";
import type { Queries } from "#server/platform/database";

const epoch = sql`coalesce((select current.epoch from auth_epochs current where current.tenant_id = users.tenant_id), 0)`.mapWith(Number);

/** The living session behind a cookie, its user and the epoch that this was read in. */
export function findSession(db: Queries, tokenHash: string, at: number) {
  return db
    .select({
      ...personColumns,
      sessionId: sessions.id,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      epoch,
    })
    .from(sessions)
    .innerJoin(users, and(eq(users.tenantId, sessions.tenantId), eq(users.id, sessions.userId), isNull(users.disabledAt)))
    .where(and(eq(sessions.tenantId, db.tenant), eq(sessions.tokenHash, tokenHash), isNull(sessions.endedAt), gt(sessions.expiresAt, at)));
}

/** The living family behind an access token, its user and the epoch that this was read in. */
export function findFamily(db: Queries, familyId: string) {
  return db
    .select({ ...personColumns, epoch })
    .from(tokenFamilies)
    .innerJoin(users, and(eq(users.tenantId, tokenFamilies.tenantId), eq(users.id, tokenFamilies.userId), isNull(users.disabledAt)))
    .where(and(eq(tokenFamilies.tenantId, db.tenant), eq(tokenFamilies.id, familyId), isNull(tokenFamilies.endedAt)));
}

export function findEpoch(db: Queries) {
  return db.select({ epoch: authEpochs.epoch }).from(authEpochs).where(eq(authEpochs.tenantId, db.tenant));
}

/** A signed-in person, read afresh. */
export function findPerson(db: Queries, userId: string) {
  return db
    .select(personColumns)
    .from(users)
    .where(and(eq(users.tenantId, db.tenant), eq(users.id, userId)));
}
