import type { Provider } from "#server/features/oidc/provider";
import { verifySigned } from "#server/features/oidc/signed-claims";
import type { Deps } from "#server/platform/deps";

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout";

/** Which of the provider's sessions have ended: one by its name, or all of a person. */
export interface EndedAtProvider {
  readonly sessionName: string | undefined;
  readonly subject: string | undefined;
  /** The token's own id and when it ends, to see it once only. */
  readonly tokenId: string;
  readonly expiresAtMs: number;
}

/** OpenID Connect Back-Channel Logout 1.0 §2.6. Undefined when the token is not good. */
export async function verifyLogoutToken(deps: Deps, provider: Provider, token: string): Promise<EndedAtProvider | undefined> {
  const expect = { audience: provider.clientId, requiredClaims: ["iat", "jti", "events"] };
  const verdict = await verifySigned(deps, { provider, token, expect });
  if (verdict.kind === "refused" || !["logout+jwt", "jwt", ""].includes(verdict.type)) return undefined;
  const { sid, sub, jti, exp, iat = 0, events, nonce } = verdict.claims;
  if (nonce !== undefined || !isLogout(events)) return undefined;
  const sessionName = typeof sid === "string" && sid !== "" ? sid : undefined;
  if (typeof jti !== "string" || (sessionName === undefined && sub === undefined)) return undefined;
  const oldest = deps.clock.now() / 1_000 - 600;
  if (iat < oldest) return undefined;
  return { sessionName, subject: sub, tokenId: jti, expiresAtMs: (exp ?? iat + 600) * 1_000 };
}

function isLogout(events: unknown): boolean {
  return typeof events === "object" && events !== null && Object.hasOwn(events, logoutEvent);
}
