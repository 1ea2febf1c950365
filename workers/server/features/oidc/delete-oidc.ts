import type { deleteOidc as endpoint } from "#schema/contract/oidc";
import { Problem } from "#schema/problems";
import { requireLocalAdministrator } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/epochs/index";
import { endProviderSessions, forgetProvider, lockStoredProvider } from "#server/features/oidc/provider.store";
import { requireStorable } from "#server/features/oidc/require-storable";
import { storedProviderOf } from "#server/features/oidc/stored-provider";
import type { Verb } from "#server/platform/call";

export const deleteOidc: Verb<typeof endpoint> = async (deps, { ctx }) => {
  requireStorable(deps.config);
  const at = deps.clock.now();
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    await requireLocalAdministrator(tx, deps.config);
    const before = storedProviderOf(await lockStoredProvider(tx));
    if (before === undefined) throw new Problem("not-found", { detail: "No identity provider is stored." });
    await forgetProvider(tx);
    await endProviderSessions(tx, at);
    await raiseEpoch(tx);
    const target = before.provider.issuer;
    await auditRow(tx, { deps, ctx }, { action: "oidc.delete", target, outcome: "success", detail: { before: before.provider } });
  });
};
