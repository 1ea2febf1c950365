import type { getGroup as endpoint } from "#schema/contract/groups";
import { shownGroup } from "#server/features/groups/group";
import { findMembers } from "#server/features/groups/groups.store";
import { requireGroup } from "#server/features/groups/require-group";
import type { Verb } from "#server/platform/call";

export const getGroup: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const group = await requireGroup(db, params.id);
  return { ...shownGroup(group), users: await findMembers(db, group.id) };
};
