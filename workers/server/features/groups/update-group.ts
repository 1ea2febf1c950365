import type { updateGroup as endpoint } from "#schema/contract/groups";
import { keepAdministrator, nameKey, requireGrantable } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/auth/index";
import type { Group } from "#server/features/groups/group";
import { shownGroup, toldGroup } from "#server/features/groups/group";
import { replaceRoles, setGroup } from "#server/features/groups/groups.store";
import { nameTaken } from "#server/features/groups/name-taken";
import { requireGroup } from "#server/features/groups/require-group";
import { requirePlace } from "#server/features/groups/require-place";
import type { Call, Verb } from "#server/platform/call";
import type { Queries } from "#server/platform/database";

export const updateGroup: Verb<typeof endpoint> = async (deps, { params, body, ctx }) => {
  const change = (tx: Queries) => async () => {
    const group = await requireGroup(tx, params.id);
    const { parentId = group.parentId } = body;
    await requirePlace(tx, { id: group.id, parentId });
    await requireGrantable(tx, ctx.actor, gained(group, body));
    await store(tx, group, body);
    const changed = await requireGroup(tx, group.id);
    await raiseEpoch(tx);
    const detail = { before: toldGroup(group), after: toldGroup(changed) };
    await auditRow(tx, { deps, ctx }, { action: "group.update", target: group.id, outcome: "success", detail });
    return shownGroup(changed);
  };
  try {
    return await deps.db.forTenant(ctx.tenant).transaction((tx) => keepAdministrator(tx, deps.config, change(tx)));
  } catch (thrown) {
    throw nameTaken(thrown);
  }
};

type Change = Call<typeof endpoint>["body"];

/** What the members of the group, and of those under it, would have more than before. */
function gained(group: Group, { roles = [], parentId }: Change) {
  const held = group.roles.map((role) => role.id);
  const moved = parentId !== undefined && parentId !== null && parentId !== group.parentId;
  return { roles: roles.filter((role) => !held.includes(role)), groups: moved ? [parentId] : [] };
}

async function store(tx: Queries, { id, ...group }: Group, change: Change): Promise<void> {
  const { name = group.name, description = group.description, parentId = group.parentId } = change;
  await setGroup(tx, id, { name, nameKey: nameKey(name), description, parentId });
  for (const statement of change.roles === undefined ? [] : replaceRoles(tx, id, change.roles)) await statement;
}
