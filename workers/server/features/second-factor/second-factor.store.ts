import { and, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { recoveryCodes, secondFactors } from "#schema/postgres/server/users";
import type { Queries } from "#server/platform/database";

const ofUser = (db: Queries, userId: string) => and(eq(secondFactors.tenantId, db.tenant), eq(secondFactors.userId, userId));
const codesOf = (db: Queries, userId: string) => and(eq(recoveryCodes.tenantId, db.tenant), eq(recoveryCodes.userId, userId));

/** At most one, confirmed or not. */
export function findSecondFactor(db: Queries, userId: string) {
  return db
    .select({
      sealedSecret: secondFactors.sealedSecret,
      begunAt: secondFactors.begunAt,
      confirmedAt: secondFactors.confirmedAt,
      lastStep: secondFactors.lastStep,
    })
    .from(secondFactors)
    .where(ofUser(db, userId));
}

/** Puts a new one in the place of one that was never confirmed. Returns nothing, and changes nothing, when there is a confirmed one. */
export function storeUnconfirmed(db: Queries, factor: { userId: string; sealedSecret: string; begunAt: number }) {
  return db
    .insert(secondFactors)
    .values({ tenantId: db.tenant, ...factor })
    .onConflictDoUpdate({
      target: [secondFactors.tenantId, secondFactors.userId],
      set: { sealedSecret: factor.sealedSecret, begunAt: factor.begunAt, lastStep: 0 },
      setWhere: isNull(secondFactors.confirmedAt),
    })
    .returning({ userId: secondFactors.userId });
}

/** Returns a row to the one caller who confirms exactly this secret. */
export function confirmFactor(db: Queries, confirmed: { userId: string; sealedSecret: string; step: number; at: number }) {
  return db
    .update(secondFactors)
    .set({ confirmedAt: confirmed.at, lastStep: confirmed.step })
    .where(and(ofUser(db, confirmed.userId), isNull(secondFactors.confirmedAt), eq(secondFactors.sealedSecret, confirmed.sealedSecret)))
    .returning({ userId: secondFactors.userId });
}

export interface StepUse {
  readonly userId: string;
  /** The secret that the code was checked against, as it was stored. */
  readonly sealedSecret: string;
  readonly sealedAnew: string;
  readonly step: number;
}

/** Returns a row to the one caller who may use the code of this half minute; to a replay nothing. */
export function takeStep(db: Queries, used: StepUse) {
  return db
    .update(secondFactors)
    .set({ lastStep: used.step, sealedSecret: used.sealedAnew })
    .where(
      and(
        ofUser(db, used.userId),
        isNotNull(secondFactors.confirmedAt),
        eq(secondFactors.sealedSecret, used.sealedSecret),
        lt(secondFactors.lastStep, used.step),
      ),
    )
    .returning({ userId: secondFactors.userId });
}

/** Returns a row to the one caller who may use the recovery code. */
export function takeRecoveryCode(db: Queries, used: { userId: string; codeHash: string; at: number }) {
  return db
    .update(recoveryCodes)
    .set({ usedAt: used.at })
    .where(and(codesOf(db, used.userId), eq(recoveryCodes.codeHash, used.codeHash), isNull(recoveryCodes.usedAt)))
    .returning({ userId: recoveryCodes.userId });
}

export function countRecoveryCodes(db: Queries, userId: string) {
  return db
    .select({ left: sql<number>`count(*)`.mapWith(Number) })
    .from(recoveryCodes)
    .where(and(codesOf(db, userId), isNull(recoveryCodes.usedAt)));
}

export function replaceRecoveryCodes(db: Queries, userId: string, hashes: readonly string[]) {
  return [
    db.delete(recoveryCodes).where(codesOf(db, userId)),
    db.insert(recoveryCodes).values(hashes.map((codeHash) => ({ tenantId: db.tenant, userId, codeHash }))),
  ] as const;
}

/** From now on the password alone is enough. */
export function removeSecondFactor(db: Queries, userId: string) {
  return [
    db.delete(recoveryCodes).where(codesOf(db, userId)),
    db.delete(secondFactors).where(ofUser(db, userId)).returning({ userId: secondFactors.userId }),
  ] as const;
}
