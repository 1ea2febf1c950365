import { and, desc, eq, gt, isNull, lt, or } from "drizzle-orm";
import { bootstrapTokens } from "#schema/postgres/server/service-accounts";
import type { Queries } from "#server/platform/database";

export type BootstrapTokenRow = typeof bootstrapTokens.$inferSelect;

/** The newest first. */
export function findTokens(db: Queries) {
  return db
    .select()
    .from(bootstrapTokens)
    .where(eq(bootstrapTokens.tenantId, db.tenant))
    .orderBy(desc(bootstrapTokens.createdAt), desc(bootstrapTokens.id));
}

export function insertToken(db: Queries, token: Omit<BootstrapTokenRow, "tenantId" | "lastUsedAt" | "revokedAt">) {
  return db.insert(bootstrapTokens).values({ tenantId: db.tenant, ...token });
}

/** A living token of that name. */
export function findNamed(db: Queries, named: { readonly nameKey: string; readonly at: number }) {
  return db
    .select({ id: bootstrapTokens.id })
    .from(bootstrapTokens)
    .where(and(eq(bootstrapTokens.tenantId, db.tenant), eq(bootstrapTokens.nameKey, named.nameKey), isLiving(named.at)));
}

export function findToken(db: Queries, id: string) {
  return db
    .select()
    .from(bootstrapTokens)
    .where(and(eq(bootstrapTokens.tenantId, db.tenant), eq(bootstrapTokens.id, id)));
}

export function markRevoked(db: Queries, id: string, at: number) {
  return db
    .update(bootstrapTokens)
    .set({ revokedAt: at })
    .where(and(eq(bootstrapTokens.tenantId, db.tenant), eq(bootstrapTokens.id, id), isNull(bootstrapTokens.revokedAt)));
}

/** The living token with that hash. */
export function findLivingToken(db: Queries, tokenHash: string, at: number) {
  return db
    .select({ id: bootstrapTokens.id, environment: bootstrapTokens.environment, expiresAt: bootstrapTokens.expiresAt })
    .from(bootstrapTokens)
    .where(and(eq(bootstrapTokens.tenantId, db.tenant), eq(bootstrapTokens.tokenHash, tokenHash), isLiving(at)));
}

/** Notes that it was used, at most once a minute. */
export function touchToken(db: Queries, tokenHash: string, at: number) {
  return db
    .update(bootstrapTokens)
    .set({ lastUsedAt: at })
    .where(
      and(
        eq(bootstrapTokens.tenantId, db.tenant),
        eq(bootstrapTokens.tokenHash, tokenHash),
        isLiving(at),
        or(isNull(bootstrapTokens.lastUsedAt), lt(bootstrapTokens.lastUsedAt, at - 60_000)),
      ),
    );
}

const isLiving = (at: number) =>
  and(isNull(bootstrapTokens.revokedAt), or(isNull(bootstrapTokens.expiresAt), gt(bootstrapTokens.expiresAt, at)));
