import type { Provider } from "#server/features/oidc/provider";
import type { Verdict } from "#server/features/oidc/signed-claims";
import { verifySigned } from "#server/features/oidc/signed-claims";
import type { Deps } from "#server/platform/deps";

/** Claims that only other kinds of tokens have: ID tokens and logout tokens. */
const foreignClaims = ["nonce", "at_hash", "c_hash", "events"];

/**
 * Verifies an access token for this API: `at+jwt` (RFC 9068), or without that type where the provider is known not to write it and the audience
 * says what the token is for. Whether it is for this organization is another question.
 */
export async function verifyAccessToken(deps: Deps, provider: Provider, token: string): Promise<Verdict> {
  const audience = provider.audience === "" ? {} : { audience: provider.audience };
  const verdict = await verifySigned(deps, { provider, token, expect: { ...audience, requiredClaims: ["sub", "exp"] } });
  if (verdict.kind === "refused") return verdict;
  const untyped = verdict.type === "" || verdict.type === "jwt";
  const accepted = untyped ? provider.acceptUntypedTokens && provider.audience !== "" : verdict.type === "at+jwt";
  if (!accepted) return { kind: "refused", reason: `type ${verdict.type}` };
  const foreign = foreignClaims.find((name) => Object.hasOwn(verdict.claims, name));
  if (foreign !== undefined) return { kind: "refused", reason: `claim ${foreign}` };
  return verdict;
}

/** Whether claims name this server's organization; `malformed` when they name something that is no organization. */
export function organizationOf(provider: Provider, claims: Readonly<Record<string, unknown>>): "ours" | "other" | "malformed" {
  if (provider.organizationId === "") return "ours";
  const { organization_id: named } = claims;
  if (named !== undefined && typeof named !== "string") return "malformed";
  return named === provider.organizationId ? "ours" : "other";
}
