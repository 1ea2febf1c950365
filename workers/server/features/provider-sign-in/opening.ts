import type { Provider, ProviderSession } from "#server/features/oidc/index";

/** What a sign-in here consists of. */
export interface Opening {
  readonly provider: Provider;
  readonly session: ProviderSession;
}
