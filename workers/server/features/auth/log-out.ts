import type { logOut as endpoint } from "#schema/contract/auth";
import { auditRow } from "#server/features/audit/index";
import { endFamilyOf } from "#server/features/auth/tokens.store";
import { raiseEpoch } from "#server/features/epochs/index";
import type { Verb } from "#server/platform/call";
import { hashOfToken } from "#server/platform/opaque-token";

/** Answers the same whether the token was good or not. */
export const logOut: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const tokenHash = await hashOfToken(body.refreshToken);
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const [ended] = await endFamilyOf(tx, { tokenHash, at: deps.clock.now(), onlyIfUsed: false });
    if (ended === undefined) return;
    await raiseEpoch(tx);
    await auditRow(tx, { deps, ctx }, { action: "token.revoke", actor: ended.userId, target: ended.id, outcome: "success" });
  });
};
