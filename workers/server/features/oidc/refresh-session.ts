import type { TokenEndpointResponse } from "oauth4webapi";
import { getValidatedIdTokenClaims, processRefreshTokenResponse, refreshTokenGrantRequest, ResponseBodyError } from "oauth4webapi";
import { clientOf } from "#server/features/oidc/client";
import type { Provider } from "#server/features/oidc/provider";
import { isOrganizationBound } from "#server/features/oidc/provider";
import type { ProviderSession } from "#server/features/oidc/provider-session";
import { lifeOf, personalClaims } from "#server/features/oidc/provider-session";
import { SignInRefused } from "#server/features/oidc/sign-in-refused";
import { organizationOf, verifyAccessToken } from "#server/features/oidc/verify-access-token";
import type { Deps } from "#server/platform/deps";

/**
 * Exchanges the refresh token for a token for this API that is bound to this server's organization: a code cannot be (Logto). Throws
 * `SignInRefused`, `organization` when the person is no member of it.
 */
export async function boundToOrganization(deps: Deps, provider: Provider, session: ProviderSession): Promise<ProviderSession> {
  const { subject } = session;
  const tokens = await refresh(deps, provider, session);
  const verdict = await verifyAccessToken(deps, provider, tokens.access_token);
  if (verdict.kind === "refused") throw new SignInRefused("invalid", { subject, cause: verdict.reason });
  if (verdict.claims.sub !== subject) throw new SignInRefused("invalid", { subject, cause: "a token for somebody else" });
  if (organizationOf(provider, verdict.claims) !== "ours") throw new SignInRefused("organization", { subject });
  const { scope } = verdict.claims;
  const claims = { ...session.claims, ...personalClaims(verdict.claims), ...(typeof scope === "string" ? { scope } : {}) };
  return renewed({ ...session, claims }, tokens);
}

/** Asks the provider anew of somebody who is signed in. Throws `SignInRefused` when it says no; anything else means that it could not be asked. */
export async function refreshSession(deps: Deps, provider: Provider, session: ProviderSession): Promise<ProviderSession> {
  if (isOrganizationBound(provider)) return boundToOrganization(deps, provider, session);
  const tokens = await refresh(deps, provider, session);
  const told = getValidatedIdTokenClaims(tokens);
  if (told !== undefined && told.sub !== session.subject)
    throw new SignInRefused("invalid", { subject: session.subject, cause: "a token for somebody else" });
  return renewed({ ...session, claims: { ...session.claims, ...personalClaims(told ?? {}) } }, tokens);
}

async function refresh(deps: Deps, provider: Provider, { subject, refreshToken }: ProviderSession): Promise<TokenEndpointResponse> {
  if (refreshToken === undefined) throw new SignInRefused("invalid", { subject, cause: "the provider has issued no refresh token" });
  const { server, client, proof, options } = await clientOf(deps, provider);
  const { audience: resource, organizationId: organization_id } = provider;
  const additionalParameters: Record<string, string> = isOrganizationBound(provider) ? { resource, organization_id } : {};
  try {
    const response = await refreshTokenGrantRequest(server, client, proof, refreshToken, { ...options, additionalParameters });
    return await processRefreshTokenResponse(server, client, response);
  } catch (thrown) {
    if (!(thrown instanceof ResponseBodyError)) throw thrown;
    throw new SignInRefused(thrown.error === "access_denied" ? "organization" : "invalid", { subject, cause: thrown });
  }
}

function renewed(session: ProviderSession, tokens: TokenEndpointResponse): ProviderSession {
  const refreshToken = tokens.refresh_token ?? session.refreshToken;
  return { ...session, refreshToken, claimsHoldMs: lifeOf(tokens, refreshToken) };
}
