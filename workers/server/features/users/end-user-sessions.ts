import type { endUserSessions as endpoint } from "#schema/contract/users";
import { auditRow } from "#server/features/audit/index";
import { endIdentity, raiseEpoch } from "#server/features/auth/index";
import { endEverything } from "#server/features/users/change-account";
import type { Person } from "#server/features/users/find-person";
import { findPerson } from "#server/features/users/find-person";
import type { Verb } from "#server/platform/call";
import type { Queries } from "#server/platform/database";

export const endUserSessions: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const person = await findPerson(tx, params.id);
    await end(tx, person, deps.clock.now());
    await raiseEpoch(tx);
    const { id, username } = person.kind === "account" ? person.account : person.identity;
    await auditRow(tx, { deps, ctx }, { action: "user.end-sessions", target: id, outcome: "success", detail: { username } });
  });
};

async function end(tx: Queries, person: Person, at: number): Promise<void> {
  if (person.kind === "account") return endEverything(tx, person.account.id, at);
  for (const statement of endIdentity(tx, { identityId: person.identity.id, at })) await statement;
}
