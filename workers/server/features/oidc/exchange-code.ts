import type { TokenEndpointResponse } from "oauth4webapi";
import {
  AuthorizationResponseError,
  authorizationCodeGrantRequest,
  processAuthorizationCodeResponse,
  processUserInfoResponse,
  userInfoRequest,
  validateAuthResponse,
} from "oauth4webapi";
import type { SignInSecrets } from "#server/features/oidc/authorization-request";
import type { ProviderClient } from "#server/features/oidc/client";
import { clientOf } from "#server/features/oidc/client";
import type { Provider } from "#server/features/oidc/provider";
import type { ProviderSession } from "#server/features/oidc/provider-session";
import { lifeOf, personalClaims } from "#server/features/oidc/provider-session";
import { boundToOrganization } from "#server/features/oidc/refresh-session";
import { SignInRefused } from "#server/features/oidc/sign-in-refused";
import { verifySigned } from "#server/features/oidc/signed-claims";
import type { Deps } from "#server/platform/deps";
import { IssuerUnreachable } from "#server/platform/issuers";
import { OutboundRefused } from "#server/platform/outbound";

export interface Callback {
  /** What the provider has sent back in the address. */
  readonly parameters: URLSearchParams;
  readonly secrets: SignInSecrets;
  readonly redirectUri: string;
}

/** Turns the code into what the provider says of the person. Throws `SignInRefused`. */
export async function exchangeCode(deps: Deps, provider: Provider, callback: Callback): Promise<ProviderSession> {
  try {
    const client = await clientOf(deps, provider);
    const tokens = await tokensOf(client, callback);
    const session = await sessionOf(deps, provider, { client, tokens });
    return provider.organizationId === "" ? session : await boundToOrganization(deps, provider, session);
  } catch (thrown) {
    throw refusalOf(thrown);
  }
}

/** The state, who answers (RFC 9207), the code with its verifier, and the nonce are checked on the way. */
async function tokensOf({ server, client, proof, options }: ProviderClient, callback: Callback): Promise<TokenEndpointResponse> {
  const { state, nonce, verifier } = callback.secrets;
  const answer = validateAuthResponse(server, client, callback.parameters, state);
  const response = await authorizationCodeGrantRequest(server, client, proof, answer, callback.redirectUri, verifier, options);
  return processAuthorizationCodeResponse(server, client, response, { expectedNonce: nonce, requireIdToken: true });
}

interface Exchanged {
  readonly client: ProviderClient;
  readonly tokens: TokenEndpointResponse;
}

async function sessionOf(deps: Deps, provider: Provider, { client, tokens }: Exchanged): Promise<ProviderSession> {
  const { id_token: idToken = "", refresh_token: refreshToken } = tokens;
  const verdict = await verifySigned(deps, {
    provider,
    token: idToken,
    expect: { audience: provider.clientId, requiredClaims: ["sub", "exp"] },
  });
  if (verdict.kind === "refused") throw new SignInRefused("invalid", { cause: verdict.reason });
  const { sub: subject = "", sid } = verdict.claims;
  const claims = { ...(await userInfo(client, tokens.access_token, subject)), ...verdict.claims };
  return {
    subject,
    claims: personalClaims(claims),
    idToken,
    refreshToken,
    sessionName: typeof sid === "string" ? sid : "",
    claimsHoldMs: lifeOf(tokens, refreshToken),
  };
}

async function userInfo(
  { server, client, options }: ProviderClient,
  accessToken: string,
  subject: string,
): Promise<Record<string, unknown>> {
  if (server.userinfo_endpoint === undefined) return {};
  return { ...(await processUserInfoResponse(server, client, subject, await userInfoRequest(server, client, accessToken, options))) };
}

function refusalOf(thrown: unknown): SignInRefused {
  if (thrown instanceof SignInRefused) return thrown;
  if (thrown instanceof IssuerUnreachable || thrown instanceof OutboundRefused) return new SignInRefused("unreachable", { cause: thrown });
  const cancelled = thrown instanceof AuthorizationResponseError && thrown.error === "access_denied";
  return new SignInRefused(cancelled ? "cancelled" : "invalid", { cause: thrown });
}
