import type { createGroup as endpoint } from "#schema/contract/groups";
import { lockAccess, nameKey, requireGrantable } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { shownGroup, toldGroup } from "#server/features/groups/group";
import { insertGroup, replaceRoles } from "#server/features/groups/groups.store";
import { nameTaken } from "#server/features/groups/name-taken";
import { requireGroup } from "#server/features/groups/require-group";
import { requirePlace } from "#server/features/groups/require-place";
import type { Verb } from "#server/platform/call";

export const createGroup: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const { roles, ...group } = body;
  const id = deps.newId("group");
  const { parentId } = group;
  try {
    return await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
      await lockAccess(tx);
      await requirePlace(tx, { id, parentId });
      await requireGrantable(tx, ctx.actor, { roles, groups: parentId === null ? [] : [parentId] });
      await insertGroup(tx, { ...group, id, nameKey: nameKey(group.name), createdAt: deps.clock.now() });
      for (const statement of replaceRoles(tx, id, roles)) await statement;
      const created = await requireGroup(tx, id);
      const detail = { after: toldGroup(created) };
      await auditRow(tx, { deps, ctx }, { action: "group.create", target: id, outcome: "success", detail });
      return shownGroup(created);
    });
  } catch (thrown) {
    throw nameTaken(thrown);
  }
};
