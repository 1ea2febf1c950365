import type { updateRole as endpoint } from "#schema/contract/groups";
import { catalogue, lockAccess, nameKey, requirePermissions } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/auth/index";
import { countHolders } from "#server/features/roles/count-holders";
import { requireCustomRole } from "#server/features/roles/require-custom-role";
import { shownRole, toldRole } from "#server/features/roles/role";
import { nameTaken, requireOwnName } from "#server/features/roles/role-name-problem";
import { setRole } from "#server/features/roles/roles.store";
import type { Verb } from "#server/platform/call";

export const updateRole: Verb<typeof endpoint> = async (deps, { params, body, ctx }) => {
  if (body.name !== undefined) requireOwnName(body.name);
  try {
    return await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
      await lockAccess(tx);
      const role = await requireCustomRole(tx, params.id);
      const { name = role.name, description = role.description, permissions: asked = role.permissions } = body;
      requirePermissions(
        ctx.actor,
        asked.filter((permission) => !role.permissions.includes(permission)),
      );
      const permissions = catalogue.filter((permission) => asked.includes(permission));
      const changed = { id: role.id, name, description, permissions };
      await setRole(tx, role.id, { name, nameKey: nameKey(name), description, permissions });
      await raiseEpoch(tx);
      const detail = { before: toldRole(role), after: toldRole(changed) };
      await auditRow(tx, { deps, ctx }, { action: "role.update", target: role.id, outcome: "success", detail });
      return shownRole(changed, (await countHolders(tx))(role.id));
    });
  } catch (thrown) {
    throw nameTaken(thrown);
  }
};
