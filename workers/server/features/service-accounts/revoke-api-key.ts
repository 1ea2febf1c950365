import type { revokeApiKey as endpoint } from "#schema/contract/service-accounts";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/epochs/index";
import { revokeKey } from "#server/features/service-accounts/service-accounts.store";
import type { Verb } from "#server/platform/call";

export const revokeApiKey: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const [revoked] = await revokeKey(tx, { serviceAccountId: params.id, id: params.key, at: deps.clock.now() });
    if (revoked === undefined) throw new Problem("not-found");
    await raiseEpoch(tx);
    await auditRow(tx, { deps, ctx }, { action: "api-key.revoke", target: params.key, outcome: "success", detail: { before: revoked } });
  });
};
