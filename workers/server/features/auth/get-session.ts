import type { getSession as endpoint } from "#schema/contract/auth";
import { Problem } from "#schema/problems";
import { shown } from "#server/features/auth/person";
import { findPerson } from "#server/features/auth/principals.store";
import { signedIn } from "#server/features/auth/signed-in";
import type { Verb } from "#server/platform/call";

export const getSession: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const actor = signedIn(ctx);
  const [person] = await findPerson(deps.db.forTenant(ctx.tenant), actor.userId);
  if (person === undefined) throw new Problem("unauthenticated");
  const { id, username, displayName, roles } = person;
  return { user: shown({ id, username, displayName, roles }), csrfToken: actor.by.kind === "session" ? actor.by.csrfToken : "" };
};
