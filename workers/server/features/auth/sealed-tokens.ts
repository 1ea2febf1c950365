import type { FoundSession } from "#server/features/auth/found-session";
import type { ProviderSession } from "#server/features/oidc/index";
import type { Deps } from "#server/platform/deps";

type Tokens = Pick<ProviderSession, "refreshToken" | "idToken">;

const placeOf = (sessionId: string, token: string): string => `session ${sessionId} ${token}`;

/** The provider's tokens as a session keeps them. */
export async function sealedTokens({ keys }: Deps, sessionId: string, { refreshToken, idToken }: Tokens) {
  return {
    sealedRefreshToken: refreshToken === undefined ? null : await keys.encrypt(refreshToken, placeOf(sessionId, "refresh token")),
    sealedIdToken: await keys.encrypt(idToken, placeOf(sessionId, "ID token")),
  };
}

export async function openedTokens(
  { keys }: Deps,
  session: Pick<FoundSession, "id" | "sealedRefreshToken" | "sealedIdToken">,
): Promise<Tokens> {
  const { id, sealedRefreshToken, sealedIdToken } = session;
  return {
    refreshToken: sealedRefreshToken === null ? undefined : await keys.decrypt(sealedRefreshToken, placeOf(id, "refresh token")),
    idToken: sealedIdToken === null ? "" : await keys.decrypt(sealedIdToken, placeOf(id, "ID token")),
  };
}
