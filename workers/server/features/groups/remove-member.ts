import type { removeMember as endpoint } from "#schema/contract/groups";
import { Problem } from "#schema/problems";
import { keepAdministrator, takeDirectGroups } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/auth/index";
import { requireGroup } from "#server/features/groups/require-group";
import type { Verb } from "#server/platform/call";

export const removeMember: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  await deps.db.forTenant(ctx.tenant).transaction((tx) =>
    keepAdministrator(tx, deps.config, async () => {
      const group = await requireGroup(tx, params.id);
      const taken = await takeDirectGroups(tx, params.user, group.id);
      if (taken.length === 0) throw new Problem("not-found", { detail: "Nobody has put this user into this group." });
      await raiseEpoch(tx);
      const detail = { group: group.name, user: params.user };
      await auditRow(tx, { deps, ctx }, { action: "group.remove-member", target: group.id, outcome: "success", detail });
    }),
  );
};
