import type { enableOidc as endpoint } from "#schema/contract/oidc";
import { Problem } from "#schema/problems";
import { requireLocalAdministrator } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/epochs/index";
import { endProviderSessions, lockStoredProvider, storeProvider } from "#server/features/oidc/provider.store";
import { requireStorable } from "#server/features/oidc/require-storable";
import { shownProvider } from "#server/features/oidc/shown-provider";
import { storedProviderOf } from "#server/features/oidc/stored-provider";
import type { Verb } from "#server/platform/call";

export const enableOidc: Verb<typeof endpoint> = async (deps, { body: { enabled }, ctx }) => {
  requireStorable(deps.config);
  const at = deps.clock.now();
  return deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    if (!enabled) await requireLocalAdministrator(tx, deps.config);
    const before = storedProviderOf(await lockStoredProvider(tx));
    if (before === undefined) throw new Problem("not-found", { detail: "No identity provider is stored." });
    const signsIn = before.provider.clientId !== "";
    if (enabled && signsIn && before.trial?.ok !== true) {
      throw new Problem("conflict", { detail: "Sign in on trial first: nobody has done so with these settings." });
    }
    const stored = { ...before, enabled };
    await storeProvider(tx, stored, at);
    if (!enabled) await endProviderSessions(tx, at);
    await raiseEpoch(tx);
    const action = enabled ? "oidc.enable" : "oidc.disable";
    await auditRow(tx, { deps, ctx }, { action, target: before.provider.issuer, outcome: "success" });
    return shownProvider(deps.config, { request: ctx.request, stored });
  });
};
