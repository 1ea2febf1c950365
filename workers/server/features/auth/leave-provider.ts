import { findOwnSession } from "#server/features/auth/provider-sessions.store";
import { openedTokens } from "#server/features/auth/sealed-tokens";
import { addressesOf, currentProvider, endSessionUrl, revokeRefreshToken } from "#server/features/oidc/index";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import { describeCause } from "#server/platform/log";

/**
 * After a session here has ended: takes the provider's refresh token back, and says where the browser ends its session there. Null for a session
 * that the provider knows nothing of, and when it does not answer: signing out here must not depend on it.
 */
export async function leaveProvider(deps: Deps, ctx: Context, sessionId: string): Promise<string | null> {
  const [session] = await findOwnSession(deps.db.forTenant(ctx.tenant), sessionId);
  const provider = await currentProvider(deps);
  if (session?.method !== "oidc" || provider === undefined) return null;
  try {
    const { refreshToken, idToken } = await openedTokens(deps, session);
    if (refreshToken !== undefined) deps.later(() => revokeRefreshToken(deps, provider, refreshToken));
    return await endSessionUrl(deps, provider, { idToken, returnTo: addressesOf(deps.config, ctx.request).postLogoutRedirectUri });
  } catch (thrown) {
    ctx.log.set({ providerLogout: describeCause(thrown) });
    return null;
  }
}
