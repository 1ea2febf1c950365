import { and, eq, gt, isNull } from "drizzle-orm";
import { agents } from "#schema/postgres/server/agents";
import { sessions, tokenFamilies } from "#schema/postgres/server/sessions";
import { users } from "#schema/postgres/server/users";
import { personColumns } from "#server/features/auth/users.store";
import type { Queries } from "#server/platform/database";

/** The living session behind a cookie, with its user when it has one. */
export function findSession(db: Queries, tokenHash: string, at: number) {
  return db
    .select({ session: sessions, username: users.username, disabledAt: users.disabledAt, roles: personColumns.roles })
    .from(sessions)
    .leftJoin(users, and(eq(users.tenantId, sessions.tenantId), eq(users.id, sessions.userId)))
    .where(and(eq(sessions.tenantId, db.tenant), eq(sessions.tokenHash, tokenHash), isNull(sessions.endedAt), gt(sessions.expiresAt, at)));
}

/** The living family behind an access token and its user. */
export function findFamily(db: Queries, familyId: string) {
  return db
    .select(personColumns)
    .from(tokenFamilies)
    .innerJoin(users, and(eq(users.tenantId, tokenFamilies.tenantId), eq(users.id, tokenFamilies.userId), isNull(users.disabledAt)))
    .where(and(eq(tokenFamilies.tenantId, db.tenant), eq(tokenFamilies.id, familyId), isNull(tokenFamilies.endedAt)));
}

/** When an agent was revoked. */
export function findAgentsEnd(db: Queries, agentId: string) {
  return db
    .select({ revokedAt: agents.revokedAt })
    .from(agents)
    .where(and(eq(agents.tenantId, db.tenant), eq(agents.id, agentId)));
}

/** A signed-in person, read afresh. */
export function findPerson(db: Queries, userId: string) {
  return db
    .select(personColumns)
    .from(users)
    .where(and(eq(users.tenantId, db.tenant), eq(users.id, userId)));
}
