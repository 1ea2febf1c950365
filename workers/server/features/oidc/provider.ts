import type { z } from "zod";
import type { provider as contract } from "#schema/contract/oidc";
import type { Deps } from "#server/platform/deps";
import type { Secret } from "#server/platform/secret";

export type ProviderSettings = z.output<typeof contract>;

/** The identity provider that this server works with. */
export interface Provider extends ProviderSettings {
  /** Undefined for a public client, which proves itself by PKCE alone. */
  readonly clientSecret: Secret | undefined;
}

/** Signatures that are believed, of whatever token. All are asymmetric: nobody who can verify one can make one. */
export const algorithms = ["ES256", "ES384", "ES512", "RS256", "PS256", "EdDSA"] as const;

/** What the server and the provider may disagree about the time, in seconds. */
export const toleranceSeconds = 60;

/** What Logto wants to be asked for, so that it issues a token for this API that is bound to an organization. */
const organizationScopes = ["offline_access", "urn:logto:scope:organizations", "viewer", "operator", "admin"];

export function providerOfConfig(config: NonNullable<Deps["config"]["oidc"]>): Provider {
  const { issuer, clientId, audience, organizationId, clientSecret } = config;
  return {
    issuer,
    clientId,
    audience,
    organizationId,
    clientSecret,
    scopes: [],
    rolesClaim: "roles",
    autoSignup: true,
    defaultRole: organizationId === "" ? "VIEWER" : null,
    acceptUntypedTokens: false,
    label: "Single sign-on",
  };
}

export function isOrganizationBound({ organizationId }: ProviderSettings): boolean {
  return organizationId !== "";
}

/** Everything to ask for at a sign-in. `keepsAsking`: whether the provider is asked again later, without the person. */
export function scopesToAskFor(provider: ProviderSettings, keepsAsking: boolean): readonly string[] {
  const bound = isOrganizationBound(provider) ? organizationScopes : keepsAsking ? ["offline_access"] : [];
  return [...new Set(["openid", "profile", "email", ...bound, ...provider.scopes])];
}
