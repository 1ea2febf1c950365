import { and, eq, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { refreshTokens, tokenFamilies } from "#schema/postgres/server/sessions";
import { users } from "#schema/postgres/server/users";
import { personColumns } from "#server/features/auth/users.store";
import type { Queries } from "#server/platform/database";

export interface NewFamily {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly ip: string;
  readonly userAgent: string;
}

export function insertFamily(db: Queries, family: NewFamily, tokenHash: string) {
  return [
    db.insert(tokenFamilies).values({ tenantId: db.tenant, ...family }),
    db.insert(refreshTokens).values({ tenantId: db.tenant, tokenHash, familyId: family.id, createdAt: family.createdAt }),
  ] as const;
}

/**
 * Marks a good token used and stores its successor, in one statement: of two callers with the same token one gets the family's id, the
 * other nothing.
 */
export function rotateToken(db: Queries, rotation: { usedHash: string; nextHash: string; at: number }) {
  const at = sql.param(rotation.at, refreshTokens.createdAt);
  return db.execute<{ family_id: string }>(sql`
    with used as (
      update refresh_tokens t set used_at = ${at}
      from token_families f
      where t.tenant_id = ${db.tenant} and t.token_hash = ${rotation.usedHash} and t.used_at is null
        and f.tenant_id = t.tenant_id and f.id = t.family_id and f.ended_at is null and f.expires_at > ${at}
        and exists (select from users u where u.tenant_id = f.tenant_id and u.id = f.user_id and u.disabled_at is null)
      returning t.family_id
    )
    insert into refresh_tokens (tenant_id, token_hash, family_id, created_at)
    select ${db.tenant}, ${rotation.nextHash}, family_id, ${at} from used
    returning family_id
  `);
}

/** The person of a token's family, whatever became of the token. */
export function findByToken(db: Queries, tokenHash: string) {
  return db
    .select({ ...personColumns, familyId: tokenFamilies.id, expiresAt: tokenFamilies.expiresAt, usedAt: refreshTokens.usedAt })
    .from(refreshTokens)
    .innerJoin(tokenFamilies, and(eq(tokenFamilies.tenantId, refreshTokens.tenantId), eq(tokenFamilies.id, refreshTokens.familyId)))
    .innerJoin(users, and(eq(users.tenantId, tokenFamilies.tenantId), eq(users.id, tokenFamilies.userId)))
    .where(and(eq(refreshTokens.tenantId, db.tenant), eq(refreshTokens.tokenHash, tokenHash)));
}

/** Ends the family that a token belongs to. Returns it when it had not ended before. */
export function endFamilyOf(db: Queries, end: { tokenHash: string; at: number; onlyIfUsed: boolean }) {
  const family = db
    .select({ id: refreshTokens.familyId })
    .from(refreshTokens)
    .where(
      and(
        eq(refreshTokens.tenantId, db.tenant),
        eq(refreshTokens.tokenHash, end.tokenHash),
        end.onlyIfUsed ? isNotNull(refreshTokens.usedAt) : undefined,
      ),
    );
  return db
    .update(tokenFamilies)
    .set({ endedAt: end.at })
    .where(and(eq(tokenFamilies.tenantId, db.tenant), inArray(tokenFamilies.id, family), isNull(tokenFamilies.endedAt)))
    .returning({ id: tokenFamilies.id, userId: tokenFamilies.userId });
}

export function endFamily(db: Queries, id: string, at: number) {
  return db
    .update(tokenFamilies)
    .set({ endedAt: at })
    .where(and(eq(tokenFamilies.tenantId, db.tenant), eq(tokenFamilies.id, id), isNull(tokenFamilies.endedAt)));
}

/** Families nobody can use any more take their tokens with them. */
export function forgetFamilies(db: Queries, before: number) {
  return db.delete(tokenFamilies).where(and(eq(tokenFamilies.tenantId, db.tenant), lt(tokenFamilies.expiresAt, before)));
}
