import type { AuthorizationServer } from "oauth4webapi";
import type { discoverProvider as endpoint } from "#schema/contract/oidc";
import { Problem } from "#schema/problems";
import { algorithms } from "#server/features/oidc/provider";
import type { Verb } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import { IssuerUnreachable } from "#server/platform/issuers";

export const discoverProvider: Verb<typeof endpoint> = async (deps, { body }) => {
  deps.issuers.forget(body.issuer);
  const metadata = await publishedBy(deps, body.issuer);
  const signatures = metadata.id_token_signing_alg_values_supported ?? ["RS256"];
  return {
    checks: [...(await essentialChecks(deps, body.issuer, metadata)), ...optionalChecks(metadata)],
    algorithms: algorithms.filter((algorithm) => signatures.includes(algorithm)),
    scopes: metadata.scopes_supported ?? [],
    claims: metadata.claims_supported ?? [],
  };
};

/** Throws `provider-unreachable` with a reason for the administrator. */
export async function publishedBy(deps: Deps, issuer: string): Promise<AuthorizationServer> {
  try {
    return await deps.issuers.metadata(issuer);
  } catch (thrown) {
    if (!(thrown instanceof IssuerUnreachable)) throw thrown;
    throw new Problem("provider-unreachable", { detail: `${thrown.message}.`, cause: thrown });
  }
}

type Outcome = "ok" | "warning" | "failed";

interface Check<Name extends string> {
  readonly name: Name;
  readonly outcome: Outcome;
  readonly detail: string;
}

function check<const Name extends string>(name: Name, outcome: Outcome, detail: string): Check<Name> {
  return { name, outcome, detail };
}

/** Without these nobody can sign in. */
async function essentialChecks(deps: Deps, issuer: string, metadata: AuthorizationServer) {
  const { issuer: own, authorization_endpoint: authorize, token_endpoint: token } = metadata;
  const signatures = metadata.id_token_signing_alg_values_supported ?? ["RS256"];
  const common = algorithms.filter((algorithm) => signatures.includes(algorithm));
  const codes = (metadata.response_types_supported ?? ["code"]).includes("code") && authorize !== undefined && token !== undefined;
  const same = own === issuer;
  return [
    check("metadata", "ok", `Read from ${issuer}`),
    check("issuer", same ? "ok" : "failed", same ? "Calls itself by this address" : `Calls itself ${own}: use that address`),
    await keysCheck(deps, issuer),
    check("algorithms", common.length > 0 ? "ok" : "failed", `Signs with ${signatures.join(", ")}`),
    check("authorization-code", codes ? "ok" : "failed", codes ? "Signs people in with a code" : "Does not sign people in with a code"),
  ];
}

async function keysCheck(deps: Deps, issuer: string) {
  try {
    const { keys } = await deps.issuers.keys(issuer);
    return check("keys", keys.length > 0 ? "ok" : "failed", `${keys.length} ${keys.length === 1 ? "key" : "keys"} published`);
  } catch (thrown) {
    if (!(thrown instanceof IssuerUnreachable)) throw thrown;
    return check("keys", "failed", thrown.message);
  }
}

function optionalChecks(metadata: AuthorizationServer) {
  const { code_challenge_methods_supported: challenges, grant_types_supported: grants = [], scopes_supported: scopes = [] } = metadata;
  const pkce = challenges?.includes("S256") === true;
  const refreshes = grants.includes("refresh_token") || scopes.includes("offline_access");
  const endsSessions = metadata.end_session_endpoint !== undefined;
  const tells = metadata["backchannel_logout_supported"] === true;
  const optional = <const Name extends string>(name: Name, there: boolean, texts: readonly [string, string]) =>
    check(name, there ? "ok" : "warning", there ? texts[0] : texts[1]);
  return [
    optional("pkce", pkce, ["Supports PKCE with S256", "Does not say that it supports PKCE; it is used all the same"]),
    optional("refresh-tokens", refreshes, ["Issues refresh tokens", "Does not say that it issues refresh tokens"]),
    optional("logout", endsSessions, ["Signing out here can sign out there", "Signing out here does not sign out there"]),
    optional("back-channel-logout", tells, ["Signing out there signs out here", "Signing out there does not sign out here"]),
  ];
}
