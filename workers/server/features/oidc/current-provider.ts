import type { Provider } from "#server/features/oidc/provider";
import { providerOfConfig } from "#server/features/oidc/provider";
import { findStoredProvider } from "#server/features/oidc/provider.store";
import { opened, storedProviderOf } from "#server/features/oidc/stored-provider";
import type { Deps } from "#server/platform/deps";

/** The identity provider that is in force: the configuration's, or else the stored one when it is enabled. */
export async function currentProvider(deps: Deps): Promise<Provider | undefined> {
  const { oidc } = deps.config;
  if (oidc !== undefined) return providerOfConfig(oidc);
  const stored = storedProviderOf(await findStoredProvider(deps.db.forTenant(deps.tenant)));
  return stored?.enabled === true ? opened(deps, stored) : undefined;
}

/** The stored provider, ready to be tried, whether it is enabled or not. */
export async function storedProvider(deps: Deps): Promise<{ readonly provider: Provider; readonly revision: string } | undefined> {
  if (deps.config.oidc !== undefined) return undefined;
  const stored = storedProviderOf(await findStoredProvider(deps.db.forTenant(deps.tenant)));
  return stored === undefined ? undefined : { provider: await opened(deps, stored), revision: stored.revision };
}
