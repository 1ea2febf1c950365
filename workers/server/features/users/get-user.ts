import type { getUser as endpoint } from "#schema/contract/users";
import { assignedTo } from "#server/features/access/index";
import { findPerson } from "#server/features/users/find-person";
import { findIdentitiesOf } from "#server/features/users/identities.store";
import { shownAccount, shownIdentity, shownOrigin } from "#server/features/users/person";
import type { Verb } from "#server/platform/call";

export const getUser: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const person = await findPerson(db, params.id);
  if (person.kind === "identity") {
    const { identity } = person;
    const known = { email: identity.email, identities: [shownOrigin(identity)], assignedRoles: [], assignedGroups: [] };
    return { ...shownIdentity(identity), ...known };
  }
  const { account } = person;
  const identities = await findIdentitiesOf(db, account.id);
  const assigned = await assignedTo(db, account.id);
  return {
    ...shownAccount(account),
    email: account.email,
    identities: identities.map(shownOrigin),
    assignedRoles: [...assigned.roles],
    assignedGroups: [...assigned.groups],
  };
};
