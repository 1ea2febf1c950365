import type { createRole as endpoint } from "#schema/contract/groups";
import { catalogue, nameKey, requirePermissions } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { shownRole, toldRole } from "#server/features/roles/role";
import { nameTaken, requireOwnName } from "#server/features/roles/role-name-problem";
import { insertRole } from "#server/features/roles/roles.store";
import type { Verb } from "#server/platform/call";

export const createRole: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  requireOwnName(body.name);
  requirePermissions(ctx.actor, body.permissions);
  const db = deps.db.forTenant(ctx.tenant);
  const permissions = catalogue.filter((permission) => body.permissions.includes(permission));
  const role = { id: deps.newId("role"), name: body.name, description: body.description, permissions };
  const detail = { after: toldRole(role) };
  try {
    await db.batch([
      insertRole(db, { ...role, nameKey: nameKey(role.name), createdAt: deps.clock.now() }),
      auditRow(db, { deps, ctx }, { action: "role.create", target: role.id, outcome: "success", detail }),
    ]);
  } catch (thrown) {
    throw nameTaken(thrown);
  }
  return shownRole(role, { users: 0, groups: 0 });
};
