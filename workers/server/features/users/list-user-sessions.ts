import type { listUserSessions as endpoint } from "#schema/contract/users";
import { signInsOf } from "#server/features/auth/index";
import { findPerson } from "#server/features/users/find-person";
import type { Actor, Verb } from "#server/platform/call";

export const listUserSessions: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const found = await findPerson(db, params.id);
  const person = found.kind === "account" ? found.account.id : found.identity.id;
  return { items: await signInsOf(db, { person, current: signInOf(ctx.actor), at: deps.clock.now() }) };
};

/** The session or token family that a call came with; empty for other credentials. */
function signInOf(actor: Actor): string {
  if (actor.kind !== "user") return "";
  const { by } = actor;
  return by.kind === "session" ? by.sessionId : by.kind === "token" ? by.familyId : "";
}
