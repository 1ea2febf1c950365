import type { refreshTokens as endpoint } from "#schema/contract/auth";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { tokenReply } from "#server/features/auth/token-reply";
import { endFamilyOf, findByToken, rotateToken } from "#server/features/auth/tokens.store";
import { raiseEpoch } from "#server/features/epochs/index";
import type { Context, Verb } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import { hashOfToken, newOpaqueToken } from "#server/platform/opaque-token";

export const refreshTokens: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  if (!deps.config.localLogin) throw new Problem("invalid-credentials", { detail: "This server issues no tokens to people." });
  const db = deps.db.forTenant(ctx.tenant);
  const next = newOpaqueToken("cml_r_");
  const [usedHash, nextHash] = await Promise.all([hashOfToken(body.refreshToken), hashOfToken(next)]);
  const [rotated, [person]] = await db.batch([rotateToken(db, { usedHash, nextHash, at: deps.clock.now() }), findByToken(db, usedHash)]);
  if (rotated.rows.length === 0 || person === undefined) {
    await endStolenFamily(deps, ctx, usedHash);
    throw new Problem("invalid-credentials", { detail: "The refresh token is not valid any more; sign in again." });
  }
  const { id, username, displayName, roles, familyId, expiresAt } = person;
  return tokenReply(deps, { id, username, displayName, roles }, { id: familyId, expiresAt, refreshToken: next });
};

/** A token that comes back after it was used is in two hands, and nobody can say which are the right ones. */
async function endStolenFamily(deps: Deps, ctx: Context, tokenHash: string): Promise<void> {
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const [ended] = await endFamilyOf(tx, { tokenHash, at: deps.clock.now(), onlyIfUsed: true });
    if (ended === undefined) return;
    await raiseEpoch(tx);
    await auditRow(tx, { deps, ctx }, { action: "token.reuse", actor: ended.userId, target: ended.id, outcome: "failure" });
  });
}
