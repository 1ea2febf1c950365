import type { Person } from "#server/features/auth/person";
import { origin } from "#server/features/auth/start-session";
import { familyLifeMs, tokenReply } from "#server/features/auth/token-reply";
import { forgetFamilies, insertFamily } from "#server/features/auth/tokens.store";
import type { Context } from "#server/platform/call";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";
import { hashOfToken, newOpaqueToken } from "#server/platform/opaque-token";

/** Makes a family of tokens. It lives once `insert` has been sent; then `reply` is what the API answers. */
export async function startFamily(deps: Deps, ctx: Context, person: Person) {
  const createdAt = deps.clock.now();
  const refreshToken = newOpaqueToken("cml_r_");
  const tokenHash = await hashOfToken(refreshToken);
  const family = { id: deps.newId("tokenFamily"), userId: person.id, createdAt, expiresAt: createdAt + familyLifeMs, ...origin(deps, ctx) };
  return {
    id: family.id,
    insert: (db: Queries) => [...insertFamily(db, family, tokenHash), forgetFamilies(db, createdAt)] as const,
    reply: () => tokenReply(deps, person, { ...family, refreshToken }),
  };
}
