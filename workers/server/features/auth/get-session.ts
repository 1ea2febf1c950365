import type { getSession as endpoint } from "#schema/contract/auth";
import { Problem } from "#schema/problems";
import { shown } from "#server/features/auth/person";
import { findPerson } from "#server/features/auth/principals.store";
import type { UserActor } from "#server/features/auth/signed-in";
import { calledByUser } from "#server/features/auth/signed-in";
import type { Context, Verb } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

export const getSession: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const actor = calledByUser(ctx);
  const user = actor.userId === null ? withoutAccount(actor) : await withAccount(deps, ctx, actor.userId);
  return { user, csrfToken: actor.by.kind === "session" ? actor.by.csrfToken : "" };
};

async function withAccount(deps: Deps, ctx: Context, userId: string) {
  const [person] = await findPerson(deps.db.forTenant(ctx.tenant), userId);
  if (person === undefined) throw new Problem("unauthenticated");
  const { id, username, displayName, roles } = person;
  return shown({ id, username, displayName, roles });
}

/** An API key, or somebody whom only the identity provider knows: what the credential itself says. */
function withoutAccount({ subject, permissions }: UserActor) {
  return { id: subject, username: subject, displayName: "", roles: [], permissions: [...permissions] };
}
