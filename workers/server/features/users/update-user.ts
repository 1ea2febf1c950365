import type { updateUser as endpoint } from "#schema/contract/users";
import { Problem } from "#schema/problems";
import { assignedTo, keepAdministrator, permissionsOf, requireGrantable, requirePermissions } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { hashPassword, raiseEpoch, requireGoodPassword } from "#server/features/auth/index";
import { requireRoom } from "#server/features/license/index";
import { changeAccount } from "#server/features/users/change-account";
import { findAccount } from "#server/features/users/find-person";
import { accountOf } from "#server/features/users/open-account";
import type { Account } from "#server/features/users/person";
import { shownAccount } from "#server/features/users/person";
import type { Verb } from "#server/platform/call";
import type { Queries } from "#server/platform/database";

export const updateUser: Verb<typeof endpoint> = async (deps, { params, body, ctx }) => {
  const { password, ...asked } = body;
  if (password !== undefined && !deps.config.localLogin) throw new Problem("local-login-disabled");
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  const at = deps.clock.now();
  return deps.db.forTenant(ctx.tenant).transaction((tx) =>
    keepAdministrator(tx, deps.config, async () => {
      const account = await accountOf(tx, deps, params.id);
      requirePermissions(ctx.actor, permissionsOf(account.roles));
      if (password !== undefined) requireGoodPassword(password, { username: account.username, pointer: "/body/password" });
      await requireGrantable(tx, ctx.actor, { roles: asked.roles ?? [], groups: asked.groups ?? [] });
      if (account.disabledAt !== null && asked.disabled === false) await requireRoom(deps, tx, "users");
      const before = await told(tx, account);
      await changeAccount(tx, account, { ...asked, passwordHash, at });
      const changed = await findAccount(tx, account.id);
      await raiseEpoch(tx);
      const detail = { before, after: await told(tx, changed), passwordSet: password !== undefined };
      await auditRow(tx, { deps, ctx }, { action: "user.update", target: account.id, outcome: "success", detail });
      return shownAccount(changed);
    }),
  );
};

/** What can be changed about somebody, for the audit log. */
async function told(tx: Queries, { id, displayName, disabledAt }: Account) {
  const { roles, groups } = await assignedTo(tx, id);
  return {
    displayName,
    disabled: disabledAt !== null,
    roles: roles.filter(({ origin }) => origin === "direct").map(({ role }) => role.id),
    groups: groups.filter(({ origin }) => origin === "direct").map(({ group }) => group.id),
  };
}
