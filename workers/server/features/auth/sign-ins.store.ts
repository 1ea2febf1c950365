import { and, desc, eq, getTableColumns, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { identities } from "#schema/postgres/server/identities";
import { sessions, tokenFamilies } from "#schema/postgres/server/sessions";
import type { Queries } from "#server/platform/database";

/** Living sessions of a user, or of an identity without an account; the last one used first. */
export function findSessionsOf(db: Queries, person: string, at: number) {
  return db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.tenantId, db.tenant),
        or(eq(sessions.userId, person), eq(sessions.identityId, person), inArray(sessions.identityId, identitiesOf(db, person))),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, at),
      ),
    )
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
}

/** Living sign-ins of the API and the CLI; the newest first. */
export function findFamiliesOf(db: Queries, userId: string, at: number) {
  return db
    .select({
      ...getTableColumns(tokenFamilies),
      hasPassword: sql<boolean>`exists (select from credentials c where c.tenant_id = token_families.tenant_id and c.user_id = token_families.user_id)`,
      lastSeenAt: sql`(
        select max(t.created_at) from refresh_tokens t where t.tenant_id = token_families.tenant_id and t.family_id = token_families.id
      )`.mapWith(tokenFamilies.createdAt),
    })
    .from(tokenFamilies)
    .where(
      and(
        eq(tokenFamilies.tenantId, db.tenant),
        eq(tokenFamilies.userId, userId),
        isNull(tokenFamilies.endedAt),
        gt(tokenFamilies.expiresAt, at),
      ),
    )
    .orderBy(desc(tokenFamilies.createdAt), desc(tokenFamilies.id));
}

/** Ends what an identity without an account has open, and refuses the provider's tokens from before. */
export function endIdentity(db: Queries, end: { readonly identityId: string; readonly at: number }) {
  return [
    db
      .update(sessions)
      .set({ endedAt: end.at })
      .where(and(eq(sessions.tenantId, db.tenant), eq(sessions.identityId, end.identityId), isNull(sessions.endedAt))),
    db
      .update(identities)
      .set({ tokensValidAfter: end.at })
      .where(and(eq(identities.tenantId, db.tenant), eq(identities.id, end.identityId))),
  ] as const;
}

/** The same for every identity of an account. */
export function endIdentitiesOf(db: Queries, { userId, at }: { readonly userId: string; readonly at: number }) {
  return [
    db
      .update(sessions)
      .set({ endedAt: at })
      .where(and(eq(sessions.tenantId, db.tenant), inArray(sessions.identityId, identitiesOf(db, userId)), isNull(sessions.endedAt))),
    db
      .update(identities)
      .set({ tokensValidAfter: at })
      .where(and(eq(identities.tenantId, db.tenant), eq(identities.userId, userId))),
  ] as const;
}

const identitiesOf = (db: Queries, userId: string) =>
  db
    .select({ id: identities.id })
    .from(identities)
    .where(and(eq(identities.tenantId, db.tenant), eq(identities.userId, userId)));
