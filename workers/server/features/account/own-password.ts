import { Problem } from "#schema/problems";
import { findPasswordAge } from "#server/features/account/account.store";
import { signedIn } from "#server/features/auth/index";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

/** Throws `conflict` for somebody who signs in through the identity provider: how strongly they prove themselves is its matter. */
export async function requirePassword(deps: Deps, ctx: Context): Promise<void> {
  const { userId } = signedIn(ctx);
  const found = userId === null ? [] : await findPasswordAge(deps.db.forTenant(ctx.tenant), userId);
  if (found.length === 0 || !deps.config.localLogin)
    throw new Problem("conflict", { detail: "You do not sign in here by password; your identity provider asks for a second factor." });
}
