import type { Claims } from "#server/features/claim-mapping/index";

/** Somebody's session at the provider, as far as this server takes part in it. */
export interface ProviderSession {
  /** Their lasting name at the provider. */
  readonly subject: string;
  /** What the provider says of them; `scope` only when a token for this API says so. */
  readonly claims: Claims;
  readonly idToken: string;
  readonly refreshToken: string | undefined;
  /** The provider's name of the session (`sid`), or empty. */
  readonly sessionName: string;
  /** How long the claims may be believed without asking again. */
  readonly claimsHoldMs: number;
}

const minuteMs = 60_000;

/** Claims about a token rather than about a person. `scope` counts in an access token only. */
const ofTokens = new Set([
  "nonce",
  "at_hash",
  "c_hash",
  "s_hash",
  "exp",
  "iat",
  "nbf",
  "jti",
  "aud",
  "azp",
  "sid",
  "auth_time",
  "scope",
  "client_id",
]);

export function personalClaims(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !ofTokens.has(name)));
}

/** An access token's life when the provider can be asked anew, at most an hour; else that hour. */
export function lifeOf({ expires_in: seconds = 600 }: { readonly expires_in?: number }, refreshToken: string | undefined): number {
  const hourMs = 60 * minuteMs;
  return refreshToken === undefined ? hourMs : Math.min(hourMs, Math.max(minuteMs, seconds * 1_000));
}
