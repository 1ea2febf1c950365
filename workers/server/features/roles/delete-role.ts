import type { deleteRole as endpoint } from "#schema/contract/groups";
import { Problem } from "#schema/problems";
import { lockAccess } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/auth/index";
import { countHolders } from "#server/features/roles/count-holders";
import { requireCustomRole } from "#server/features/roles/require-custom-role";
import { toldRole } from "#server/features/roles/role";
import { removeRole } from "#server/features/roles/roles.store";
import type { Verb } from "#server/platform/call";

export const deleteRole: Verb<typeof endpoint> = async (deps, { params, query, ctx }) => {
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    await lockAccess(tx);
    const role = await requireCustomRole(tx, params.id);
    const holders = (await countHolders(tx))(role.id);
    if (query.force === "false" && holders.users + holders.groups > 0) {
      throw new Problem("conflict", { detail: `${holders.users} users and ${holders.groups} groups hold it. Take it away, or force.` });
    }
    for (const statement of removeRole(tx, role.id)) await statement;
    await raiseEpoch(tx);
    const detail = { before: { ...toldRole(role), ...holders } };
    await auditRow(tx, { deps, ctx }, { action: "role.delete", target: role.id, outcome: "success", detail });
  });
};
