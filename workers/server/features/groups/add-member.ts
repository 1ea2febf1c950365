import type { addMember as endpoint } from "#schema/contract/groups";
import { giveDirectly, lockAccess, requireGrantable } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/auth/index";
import { requireGroup } from "#server/features/groups/require-group";
import { accountOf } from "#server/features/users/index";
import type { Verb } from "#server/platform/call";

export const addMember: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    await lockAccess(tx);
    const group = await requireGroup(tx, params.id);
    const account = await accountOf(tx, deps, params.user);
    await requireGrantable(tx, ctx.actor, { roles: [], groups: [group.id] });
    for (const statement of giveDirectly(tx, account.id, { roles: [], groups: [group.id] })) await statement;
    await raiseEpoch(tx);
    const detail = { group: group.name, user: account.id, username: account.username };
    await auditRow(tx, { deps, ctx }, { action: "group.add-member", target: group.id, outcome: "success", detail });
  });
};
