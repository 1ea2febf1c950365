import { and, eq, isNull, ne, or } from "drizzle-orm";
import { sessions, tokenFamilies } from "#schema/postgres/server/sessions";
import { credentials } from "#schema/postgres/server/users";
import type { Queries } from "#server/platform/database";

/** At most one: somebody who comes from the identity provider has no password. */
export function findPasswordAge(db: Queries, userId: string) {
  return db
    .select({ changedAt: credentials.changedAt })
    .from(credentials)
    .where(and(eq(credentials.tenantId, db.tenant), eq(credentials.userId, userId)));
}

/** Whose session it is, when there is no account behind it. */
export function findIdentityOf(db: Queries, sessionId: string) {
  return db
    .select({ identityId: sessions.identityId })
    .from(sessions)
    .where(and(eq(sessions.tenantId, db.tenant), eq(sessions.id, sessionId)));
}

export interface Ending {
  /** A user's id, or that of an identity without an account. */
  readonly person: string;
  readonly signIn: string;
  readonly at: number;
}

const sessionsOf = (db: Queries, person: string) =>
  and(eq(sessions.tenantId, db.tenant), or(eq(sessions.userId, person), eq(sessions.identityId, person)), isNull(sessions.endedAt));
const familiesOf = (db: Queries, person: string) =>
  and(eq(tokenFamilies.tenantId, db.tenant), eq(tokenFamilies.userId, person), isNull(tokenFamilies.endedAt));

/** Ends one sign-in of that person, of whichever kind it is. */
export function endOne(db: Queries, { person, signIn, at }: Ending) {
  const session = and(sessionsOf(db, person), eq(sessions.id, signIn));
  const family = and(familiesOf(db, person), eq(tokenFamilies.id, signIn));
  return [
    db.update(sessions).set({ endedAt: at }).where(session).returning({ id: sessions.id }),
    db.update(tokenFamilies).set({ endedAt: at }).where(family).returning({ id: tokenFamilies.id }),
  ] as const;
}

/** Ends all sign-ins of that person but the one named. */
export function endOthers(db: Queries, { person, signIn, at }: Ending) {
  return [
    db
      .update(sessions)
      .set({ endedAt: at })
      .where(and(sessionsOf(db, person), ne(sessions.id, signIn))),
    db
      .update(tokenFamilies)
      .set({ endedAt: at })
      .where(and(familiesOf(db, person), ne(tokenFamilies.id, signIn))),
  ] as const;
}
