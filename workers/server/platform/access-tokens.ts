import type { JWTPayload } from "jose";
import { decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT } from "jose";
import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import { dateOf } from "#server/platform/clock";
import type { DerivedKeys } from "#server/platform/derived-keys";

export interface UserToken {
  readonly kind: "user";
  readonly userId: string;
  /** The family of refresh tokens it belongs to; ending the family ends it. */
  readonly familyId: string;
}

export interface AgentToken {
  readonly kind: "agent";
  readonly agentId: string;
  readonly app: string;
  readonly environment: string;
  readonly instance: string;
}

export interface RunnerToken {
  readonly kind: "runner";
  readonly runnerId: string;
}

export type AccessToken = UserToken | AgentToken | RunnerToken;
export type Verified = AccessToken & { readonly expiresAtMs: number };
export type Verdict = Verified | { readonly kind: "refused"; readonly reason: "malformed" | "unknown-key" | "invalid" };

export const lifetimeSeconds = { user: 600, agent: 3_600, runner: runnerTiming.accessTokenSeconds } as const;

const issuer = "cameleer";

/** What tells the kinds apart: no token of one passes for the other. */
const kinds = {
  user: { keyPrefix: "u-", typ: "at+jwt", purpose: "user access tokens" },
  agent: { keyPrefix: "a-", typ: "agent+jwt", purpose: "agent access tokens" },
  runner: { keyPrefix: "r-", typ: "runner+jwt", purpose: "runner access tokens" },
} as const;

type Kind = keyof typeof kinds;

const audienceOf = (kind: Kind, tenant: string): string => `cameleer:${kind}:${tenant}`;

export interface Signing {
  readonly keys: DerivedKeys;
  readonly tenant: string;
  readonly nowMs: number;
  /** A unique id of the token. */
  readonly tokenId: string;
}

export async function signAccessToken(signing: Signing, token: AccessToken): Promise<string> {
  const { keyPrefix, typ, purpose } = kinds[token.kind];
  const issuedAt = Math.floor(signing.nowMs / 1_000);
  return new SignJWT(claimsOf(token))
    .setProtectedHeader({ alg: "HS256", typ, kid: keyPrefix + signing.keys.id })
    .setIssuer(issuer)
    .setAudience(audienceOf(token.kind, signing.tenant))
    .setJti(signing.tokenId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds[token.kind])
    .sign(await signing.keys.bytes(purpose));
}

/** Whether a token says of itself that this server has signed it; nothing is verified. */
export function isOwnToken(token: string): boolean {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    const prefixed = Object.values(kinds).some(({ keyPrefix }) => typeof kid === "string" && kid.startsWith(keyPrefix));
    return alg === "HS256" && prefixed && decodeJwt(token).iss === issuer;
  } catch {
    return false;
  }
}

/** One router, one validator: the header chooses which, and no other is asked. `keys` are the present and the former secret's. */
export async function verifyAccessToken(
  keys: readonly DerivedKeys[],
  tenant: string,
  attempt: { token: string; nowMs: number },
): Promise<Verdict> {
  const header = headerOf(attempt.token);
  if (header === undefined) return { kind: "refused", reason: "malformed" };
  for (const kind of ["user", "agent", "runner"] as const) {
    const { keyPrefix, typ, purpose } = kinds[kind];
    const key = keys.find((candidate) => header.kid === keyPrefix + candidate.id);
    if (key === undefined) continue;
    const options = {
      algorithms: ["HS256"],
      issuer,
      audience: audienceOf(kind, tenant),
      typ,
      requiredClaims: ["sub", "exp", "iat", "jti"],
    };
    try {
      const { payload } = await jwtVerify(attempt.token, await key.bytes(purpose), { ...options, currentDate: dateOf(attempt.nowMs) });
      return tokenOf(kind, payload);
    } catch {
      return { kind: "refused", reason: "invalid" };
    }
  }
  return { kind: "refused", reason: "unknown-key" };
}

function headerOf(token: string): { readonly kid?: string | undefined } | undefined {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return undefined;
  }
}

function claimsOf(token: AccessToken): JWTPayload {
  if (token.kind === "user") return { sub: token.userId, sid: token.familyId };
  if (token.kind === "runner") return { sub: token.runnerId };
  return { sub: token.agentId, app: token.app, env: token.environment, instance: token.instance };
}

function tokenOf(kind: Kind, payload: JWTPayload): Verdict {
  const claim = (name: string): string => String(payload[name] ?? "");
  const expiresAtMs = Number(payload.exp) * 1_000;
  if (kind === "user") return { kind, userId: claim("sub"), familyId: claim("sid"), expiresAtMs };
  if (kind === "runner") return { kind, runnerId: claim("sub"), expiresAtMs };
  return { kind, agentId: claim("sub"), app: claim("app"), environment: claim("env"), instance: claim("instance"), expiresAtMs };
}
