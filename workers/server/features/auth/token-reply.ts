import type { Person } from "#server/features/auth/person";
import { shown } from "#server/features/auth/person";
import { lifetimeSeconds } from "#server/platform/access-tokens";
import type { Deps } from "#server/platform/deps";

export const familyLifeMs = 30 * 24 * 3_600_000;

export interface TokenFamily {
  readonly id: string;
  readonly expiresAt: number;
  /** The newest refresh token. */
  readonly refreshToken: string;
}

/** What the API answers to a sign-in and to a refresh. */
export async function tokenReply(deps: Deps, person: Person, family: TokenFamily) {
  return {
    accessToken: await deps.keys.signAccessToken({ kind: "user", userId: person.id, familyId: family.id }),
    tokenType: "Bearer" as const,
    expiresIn: lifetimeSeconds.user,
    refreshToken: family.refreshToken,
    refreshExpiresIn: Math.floor((family.expiresAt - deps.clock.now()) / 1_000),
    user: shown(person),
  };
}
