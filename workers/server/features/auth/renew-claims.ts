import { Problem } from "#schema/problems";
import type { Claims } from "#server/features/claim-mapping/index";
import { endClaims, leaseRenewal, storeClaims } from "#server/features/auth/provider-sessions.store";
import type { FoundSession } from "#server/features/auth/found-session";
import { openedTokens, sealedTokens } from "#server/features/auth/sealed-tokens";
import type { Provider, ProviderSession } from "#server/features/oidc/index";
import { refreshSession, SignInRefused } from "#server/features/oidc/index";
import type { Deps } from "#server/platform/deps";

/** Long enough for the provider to answer; whoever calls meanwhile is believed what was known. */
const leaseMs = 10_000;

export interface HeldClaims {
  readonly claims: Claims;
  readonly goodUntilMs: number;
}

/**
 * The claims of a session, asked for anew when they have ended. A refresh token is good for one use, so one caller asks, whoever holds the lease on
 * the row; the others go on with what was known for as long. Throws `unauthenticated` when the provider says no.
 */
export async function renewClaims(deps: Deps, provider: Provider, session: FoundSession): Promise<HeldClaims> {
  const nowMs = deps.clock.now();
  const held = { claims: session.claims ?? {}, goodUntilMs: session.claimsExpireAt ?? 0 };
  if (held.goodUntilMs > nowMs) return held;
  const db = deps.db.forTenant(deps.tenant);
  const [leased] = await leaseRenewal(db, { id: session.id, at: nowMs, until: nowMs + leaseMs });
  if (leased === undefined) return { ...held, goodUntilMs: nowMs + leaseMs };
  try {
    const renewed = await askedAnew(deps, provider, session);
    const claimsExpireAt = nowMs + renewed.claimsHoldMs;
    await storeClaims(db, { id: session.id, claims: renewed.claims, claimsExpireAt, ...(await sealedTokens(deps, session.id, renewed)) });
    return { claims: renewed.claims, goodUntilMs: claimsExpireAt };
  } catch (thrown) {
    await endClaims(db, { id: session.id, at: nowMs, session: thrown instanceof SignInRefused });
    if (thrown instanceof SignInRefused) throw new Problem("unauthenticated", { cause: thrown });
    throw new Problem("store-unavailable", { detail: "The identity provider does not answer.", retryAfterSeconds: 5, cause: thrown });
  }
}

async function askedAnew(deps: Deps, provider: Provider, session: FoundSession): Promise<ProviderSession> {
  const claims = session.claims ?? {};
  const tokens = await openedTokens(deps, session);
  if (tokens.refreshToken === undefined) throw new SignInRefused("invalid", { cause: "no refresh token: to be signed in anew" });
  return refreshSession(deps, provider, {
    subject: String(claims["sub"]),
    claims,
    sessionName: session.providerSession,
    claimsHoldMs: 0,
    ...tokens,
  });
}
