import type { getSession as endpoint } from "#schema/contract/auth";
import { Problem } from "#schema/problems";
import { shown } from "#server/features/auth/person";
import { findPerson } from "#server/features/auth/principals.store";
import { providerPerson } from "#server/features/auth/provider-person";
import { findOwnSession } from "#server/features/auth/provider-sessions.store";
import type { UserActor } from "#server/features/auth/signed-in";
import { calledByUser } from "#server/features/auth/signed-in";
import type { Verb } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

export const getSession: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const actor = calledByUser(ctx);
  const { by } = actor;
  const user = await describedActor(deps, actor);
  return { user, csrfToken: by.kind === "session" ? by.csrfToken : "" };
};

async function describedActor(deps: Deps, actor: UserActor) {
  const db = deps.db.forTenant(deps.tenant);
  const [session] = actor.by.kind === "session" ? await findOwnSession(db, actor.by.sessionId) : [];
  if (session !== undefined && session.claims !== null) {
    const { described, external } = await providerPerson(deps, session);
    return shown({ id: external.identity?.userId ?? actor.subject, ...described, roles: external.roles });
  }
  if (actor.userId === null || actor.by.kind === "external") return asItself(actor);
  const [person] = await findPerson(db, actor.userId);
  if (person === undefined) throw new Problem("unauthenticated");
  return shown(person);
}

/** An API key, or a token of the identity provider: what the credential itself says. */
function asItself({ subject, permissions }: UserActor) {
  return { id: subject, username: subject, displayName: "", roles: [], permissions: [...permissions] };
}
