import type { AuthorizationServer, Client, ClientAuth } from "oauth4webapi";
import { allowInsecureRequests, ClientSecretBasic, ClientSecretPost, clockSkew, clockTolerance, customFetch, None } from "oauth4webapi";
import type { Provider } from "#server/features/oidc/provider";
import { toleranceSeconds } from "#server/features/oidc/provider";
import { skewSecondsOf } from "#server/platform/clock";
import type { Deps } from "#server/platform/deps";

/** What the library sends. */
interface Sent {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: URLSearchParams | undefined;
}

/** Everything that a request to the provider's endpoints needs. */
export interface ProviderClient {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly proof: ClientAuth;
  readonly options: { readonly [customFetch]: (url: string, init: Sent) => Promise<Response>; readonly [allowInsecureRequests]: boolean };
}

/** Throws `IssuerUnreachable`. */
export async function clientOf(deps: Deps, provider: Provider): Promise<ProviderClient> {
  const server = await deps.issuers.metadata(provider.issuer);
  return {
    server,
    client: { client_id: provider.clientId, [clockSkew]: skewSecondsOf(deps.clock), [clockTolerance]: toleranceSeconds },
    proof: proofOf(server, provider),
    options: {
      [customFetch]: (url, { method, headers, body = null }) => deps.outbound.fetch(url, { method, headers, body }),
      [allowInsecureRequests]: provider.issuer.startsWith("http:"),
    },
  };
}

function proofOf({ token_endpoint_auth_methods_supported: methods }: AuthorizationServer, { clientSecret }: Provider): ClientAuth {
  if (clientSecret === undefined) return None();
  const basic = methods === undefined || methods.includes("client_secret_basic");
  return basic ? ClientSecretBasic(clientSecret.reveal()) : ClientSecretPost(clientSecret.reveal());
}
