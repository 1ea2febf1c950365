import { processRevocationResponse, revocationRequest } from "oauth4webapi";
import { clientOf } from "#server/features/oidc/client";
import type { Provider } from "#server/features/oidc/provider";
import type { Deps } from "#server/platform/deps";

/** Takes back a refresh token, which would outlive the session at the provider. */
export async function revokeRefreshToken(deps: Deps, provider: Provider, refreshToken: string): Promise<void> {
  const { server, client, proof, options } = await clientOf(deps, provider);
  if (server.revocation_endpoint === undefined) return;
  await processRevocationResponse(await revocationRequest(server, client, proof, refreshToken, options));
}

/** Where the browser ends the provider's own session (RP-Initiated Logout 1.0); null when the provider has no such address. */
export async function endSessionUrl(
  deps: Deps,
  provider: Provider,
  hint: { readonly idToken: string; readonly returnTo: string },
): Promise<string | null> {
  const { end_session_endpoint: endpoint } = await deps.issuers.metadata(provider.issuer);
  if (endpoint === undefined) return null;
  const url = new URL(endpoint);
  url.searchParams.set("client_id", provider.clientId);
  url.searchParams.set("post_logout_redirect_uri", hint.returnTo);
  if (hint.idToken !== "") url.searchParams.set("id_token_hint", hint.idToken);
  return url.href;
}
