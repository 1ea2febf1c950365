import type { resetSecondFactor as endpoint } from "#schema/contract/users";
import { Problem } from "#schema/problems";
import { permissionsOf, requirePermissions } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { removeSecondFactor } from "#server/features/second-factor/index";
import { findPerson } from "#server/features/users/find-person";
import type { Verb } from "#server/platform/call";

export const resetSecondFactor: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const person = await findPerson(tx, params.id);
    if (person.kind === "identity") throw new Problem("not-found", { detail: "The identity provider asks for second factors." });
    const { id, username, roles, secondFactor } = person.account;
    requirePermissions(ctx.actor, permissionsOf(roles));
    for (const statement of removeSecondFactor(tx, id)) await statement;
    const detail = { username, before: { secondFactor }, after: { secondFactor: false } };
    await auditRow(tx, { deps, ctx }, { action: "user.reset-second-factor", target: id, outcome: "success", detail });
  });
};
