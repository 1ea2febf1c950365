import type { getOidc as endpoint } from "#schema/contract/oidc";
import { findStoredProvider } from "#server/features/oidc/provider.store";
import { shownProvider } from "#server/features/oidc/shown-provider";
import { storedProviderOf } from "#server/features/oidc/stored-provider";
import type { Verb } from "#server/platform/call";

export const getOidc: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const stored = storedProviderOf(await findStoredProvider(deps.db.forTenant(ctx.tenant)));
  return shownProvider(deps.config, { request: ctx.request, stored });
};
