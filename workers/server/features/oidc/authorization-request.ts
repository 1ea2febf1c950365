import { calculatePKCECodeChallenge, generateRandomCodeVerifier, generateRandomNonce, generateRandomState } from "oauth4webapi";
import { clientOf } from "#server/features/oidc/client";
import type { Provider } from "#server/features/oidc/provider";
import { isOrganizationBound, scopesToAskFor } from "#server/features/oidc/provider";
import type { Deps } from "#server/platform/deps";
import { IssuerUnreachable } from "#server/platform/issuers";

/** What only the browser that has begun the sign-in may know. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface AuthorizationRequest {
  readonly url: string;
  readonly secrets: SignInSecrets;
}

/** Where to send the browser: code flow with PKCE, state and nonce. Throws `IssuerUnreachable`. */
export async function authorizationRequest(deps: Deps, provider: Provider, redirectUri: string): Promise<AuthorizationRequest> {
  const { server } = await clientOf(deps, provider);
  if (server.authorization_endpoint === undefined) throw new IssuerUnreachable("It does not say where people sign in");
  const secrets = { state: generateRandomState(), nonce: generateRandomNonce(), verifier: generateRandomCodeVerifier() };
  const keepsAsking = !deps.config.localLogin && (server.scopes_supported ?? []).includes("offline_access");
  const scopes = scopesToAskFor(provider, keepsAsking);
  const url = new URL(server.authorization_endpoint);
  const parameters = {
    response_type: "code",
    client_id: provider.clientId,
    redirect_uri: redirectUri,
    scope: scopes.join(" "),
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: await calculatePKCECodeChallenge(secrets.verifier),
    code_challenge_method: "S256",
    ...(isOrganizationBound(provider) ? { resource: provider.audience } : {}),
    ...(scopes.includes("offline_access") ? { prompt: "consent" } : {}),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, secrets };
}
