import type { deleteGroup as endpoint } from "#schema/contract/groups";
import { Problem } from "#schema/problems";
import { keepAdministrator } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/auth/index";
import { toldGroup } from "#server/features/groups/group";
import { findPlaces, removeGroup } from "#server/features/groups/groups.store";
import { requireGroup } from "#server/features/groups/require-group";
import type { Verb } from "#server/platform/call";

export const deleteGroup: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  await deps.db.forTenant(ctx.tenant).transaction((tx) =>
    keepAdministrator(tx, deps.config, async () => {
      const group = await requireGroup(tx, params.id);
      const below = (await findPlaces(tx)).filter(({ parentId }) => parentId === group.id);
      if (below.length > 0) throw new Problem("conflict", { detail: "There are groups under it. Move or delete them first." });
      await removeGroup(tx, group.id);
      await raiseEpoch(tx);
      const detail = { before: { ...toldGroup(group), members: group.members } };
      await auditRow(tx, { deps, ctx }, { action: "group.delete", target: group.id, outcome: "success", detail });
    }),
  );
};
