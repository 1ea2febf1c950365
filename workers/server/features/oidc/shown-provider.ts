import type { Provider, ProviderSettings } from "#server/features/oidc/provider";
import { providerOfConfig } from "#server/features/oidc/provider";
import { addressesOf } from "#server/features/oidc/site";
import type { StoredProvider, Trial } from "#server/features/oidc/stored-provider";
import { isoOf } from "#server/platform/clock";
import type { Deps } from "#server/platform/deps";

type Config = Deps["config"];

interface Asked {
  readonly request: Request;
  readonly stored: StoredProvider | undefined;
}

/** As the contract shows the identity provider: without its secret. */
export function shownProvider(config: Config, { request, stored }: Asked) {
  const addresses = addressesOf(config, request);
  if (config.oidc !== undefined) {
    const provider = providerOfConfig(config.oidc);
    return { ...addresses, ...shownSettings("environment", provider), enabled: true, clientSecretSet: hasSecret(provider), trial: null };
  }
  if (stored === undefined) {
    return { ...addresses, source: "none" as const, enabled: false, provider: null, clientSecretSet: false, trial: null };
  }
  const { enabled, trial, sealedSecret } = stored;
  return {
    ...addresses,
    ...shownSettings("stored", stored.provider),
    enabled,
    clientSecretSet: sealedSecret !== null,
    trial: trial === null ? null : shownTrial(trial),
  };
}

const hasSecret = ({ clientSecret }: Provider): boolean => clientSecret !== undefined;

function shownSettings<Source extends "environment" | "stored">(source: Source, provider: ProviderSettings) {
  const { scopes, ...rest } = provider;
  return { source, provider: { ...rest, scopes: [...scopes] } };
}

function shownTrial({ atMs, ...told }: Trial) {
  return { at: isoOf(atMs), ...told };
}
