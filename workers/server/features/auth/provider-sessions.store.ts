import { and, eq, isNull, lte } from "drizzle-orm";
import { sessions } from "#schema/postgres/server/sessions";
import type { Queries } from "#server/platform/database";

/** A row for the one caller who may ask the provider anew until `until`. */
export function leaseRenewal(db: Queries, lease: { readonly id: string; readonly at: number; readonly until: number }) {
  return db
    .update(sessions)
    .set({ claimsExpireAt: lease.until })
    .where(
      and(eq(sessions.tenantId, db.tenant), eq(sessions.id, lease.id), lte(sessions.claimsExpireAt, lease.at), isNull(sessions.endedAt)),
    )
    .returning({ id: sessions.id });
}

export interface RenewedClaims {
  readonly id: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly claimsExpireAt: number;
  readonly sealedRefreshToken: string | null;
  readonly sealedIdToken: string | null;
}

export function storeClaims(db: Queries, { id, ...renewed }: RenewedClaims) {
  return db
    .update(sessions)
    .set(renewed)
    .where(and(eq(sessions.tenantId, db.tenant), eq(sessions.id, id)));
}

/** Gives the lease back; with `session`, ends the session too. */
export function endClaims(db: Queries, end: { readonly id: string; readonly at: number; readonly session: boolean }) {
  return db
    .update(sessions)
    .set({ claimsExpireAt: end.at, ...(end.session ? { endedAt: end.at } : {}) })
    .where(and(eq(sessions.tenantId, db.tenant), eq(sessions.id, end.id)));
}

export function findOwnSession(db: Queries, id: string) {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.tenantId, db.tenant), eq(sessions.id, id)));
}
