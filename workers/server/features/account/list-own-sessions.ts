import type { listOwnSessions as endpoint } from "#schema/contract/account";
import { ownPerson } from "#server/features/account/own-person";
import { ownSignIn, signedIn, signInsOf } from "#server/features/auth/index";
import type { Verb } from "#server/platform/call";

export const listOwnSessions: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const person = await ownPerson(db, ctx);
  return { items: await signInsOf(db, { person, current: ownSignIn(signedIn(ctx)), at: deps.clock.now() }) };
};
