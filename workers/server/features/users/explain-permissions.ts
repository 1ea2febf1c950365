import type { explainPermissions as endpoint } from "#schema/contract/users";
import { permissions } from "#schema/permissions";
import { assignedTo, explain, findGroupNodes } from "#server/features/access/index";
import { findPerson } from "#server/features/users/find-person";
import type { Verb } from "#server/platform/call";

export const explainPermissions: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const person = await findPerson(db, params.id);
  if (person.kind === "identity") return { items: [] };
  const explained = explain(await assignedTo(db, person.account.id), await findGroupNodes(db));
  return { items: explained.map(({ permission, grants }) => ({ permission, description: permissions[permission], grants })) };
};
