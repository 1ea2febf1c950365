import { and, eq, isNull, lt, ne } from "drizzle-orm";
import { sessions, tokenFamilies } from "#schema/postgres/server/sessions";
import type { Queries } from "#server/platform/database";

export type NewSession = Omit<typeof sessions.$inferInsert, "tenantId">;

export function insertSession(db: Queries, session: NewSession) {
  return db.insert(sessions).values({ tenantId: db.tenant, ...session });
}

/** Keeps a session that is being used alive. */
export function touchSession(db: Queries, session: { id: string; lastSeenAt: number; expiresAt: number }) {
  return db
    .update(sessions)
    .set({ lastSeenAt: session.lastSeenAt, expiresAt: session.expiresAt })
    .where(and(eq(sessions.tenantId, db.tenant), eq(sessions.id, session.id)));
}

export function endSession(db: Queries, id: string, at: number) {
  return db
    .update(sessions)
    .set({ endedAt: at })
    .where(and(eq(sessions.tenantId, db.tenant), eq(sessions.id, id), isNull(sessions.endedAt)));
}

/** Removes sessions that nobody can use any more. */
export function forgetSessions(db: Queries, before: number) {
  return db.delete(sessions).where(and(eq(sessions.tenantId, db.tenant), lt(sessions.expiresAt, before)));
}

/** Ends every session and token family of a user, but the one that `except` names. */
export function endSignIns(db: Queries, end: { userId: string; at: number; except: string }) {
  return [
    db
      .update(sessions)
      .set({ endedAt: end.at })
      .where(and(eq(sessions.tenantId, db.tenant), eq(sessions.userId, end.userId), ne(sessions.id, end.except), isNull(sessions.endedAt))),
    db
      .update(tokenFamilies)
      .set({ endedAt: end.at })
      .where(
        and(
          eq(tokenFamilies.tenantId, db.tenant),
          eq(tokenFamilies.userId, end.userId),
          ne(tokenFamilies.id, end.except),
          isNull(tokenFamilies.endedAt),
        ),
      ),
  ] as const;
}
