import { findIdentityOf } from "#server/features/account/account.store";
import { ownSignIn, signedIn } from "#server/features/auth/index";
import type { Context } from "#server/platform/call";
import type { Queries } from "#server/platform/database";

/** Who is signed in: the account's id or, when only the identity provider knows the person, the identity's. */
export async function ownPerson(db: Queries, ctx: Context): Promise<string> {
  const actor = signedIn(ctx);
  if (actor.userId !== null) return actor.userId;
  const [session] = await findIdentityOf(db, ownSignIn(actor));
  return session?.identityId ?? "";
}
