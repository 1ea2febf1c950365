import type { listGroups as endpoint } from "#schema/contract/groups";
import { shownGroup } from "#server/features/groups/group";
import { findGroups } from "#server/features/groups/groups.store";
import type { Verb } from "#server/platform/call";

export const listGroups: Verb<typeof endpoint> = async (deps, { ctx }) => ({
  items: (await findGroups(deps.db.forTenant(ctx.tenant))).map(shownGroup),
});
