import type { deleteUser as endpoint } from "#schema/contract/users";
import { keepAdministrator, permissionsOf, requirePermissions } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/auth/index";
import type { Person } from "#server/features/users/find-person";
import { findPerson } from "#server/features/users/find-person";
import { removeIdentity } from "#server/features/users/identities.store";
import { shownAccount, shownIdentity } from "#server/features/users/person";
import { removeUser } from "#server/features/users/users.store";
import type { Verb } from "#server/platform/call";

export const deleteUser: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  await deps.db.forTenant(ctx.tenant).transaction((tx) =>
    keepAdministrator(tx, deps.config, async () => {
      const person = await findPerson(tx, params.id);
      if (person.kind === "account") requirePermissions(ctx.actor, permissionsOf(person.account.roles));
      await (person.kind === "account" ? removeUser(tx, person.account.id) : removeIdentity(tx, person.identity.id));
      await raiseEpoch(tx);
      const before = told(person);
      await auditRow(tx, { deps, ctx }, { action: "user.delete", target: before.id, outcome: "success", detail: { before } });
    }),
  );
};

function told(person: Person) {
  const shown = person.kind === "account" ? shownAccount(person.account) : shownIdentity(person.identity);
  const { id, username, displayName, source, roles, groups, disabled } = shown;
  return { id, username, displayName, source, roles, groups, disabled };
}
