import type { backchannelLogout as endpoint } from "#schema/contract/oidc";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/epochs/index";
import { currentProvider, verifyLogoutToken } from "#server/features/oidc/index";
import { endedAtProvider } from "#server/features/provider-sign-in/ended-sessions.store";
import { isFirstUse } from "#server/features/single-use/index";
import type { Verb } from "#server/platform/call";
import { boundedText } from "#server/platform/parse-request";

const notGood = (): Problem => new Problem("malformed-body", { detail: "The logout token is not good." });

export const backchannelLogout: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const token = new URLSearchParams(await boundedText(ctx.request)).get("logout_token");
  const provider = await currentProvider(deps);
  if (token === null || provider === undefined || provider.clientId === "") throw notGood();
  const ended = await verifyLogoutToken(deps, provider, token);
  if (ended === undefined) throw notGood();
  const { issuer } = provider;
  if (!(await isFirstUse(deps, `logout ${issuer} ${ended.tokenId}`, ended.expiresAtMs))) throw notGood();
  const at = deps.clock.now();
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const sessions = await endedAtProvider(tx, { issuer, ...ended, at });
    if (sessions.length === 0) return;
    await raiseEpoch(tx);
    const detail = { sessions: sessions.map(({ id }) => id), issuer };
    const target = ended.subject ?? ended.sessionName ?? "";
    await auditRow(tx, { deps, ctx }, { action: "session.close", actor: "identity provider", target, outcome: "success", detail });
  });
};
