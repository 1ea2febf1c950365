import type { listUsers as endpoint } from "#schema/contract/users";
import { findIdentitiesWithoutAccount } from "#server/features/users/identities.store";
import { shownAccount, shownIdentity } from "#server/features/users/person";
import { findUsers } from "#server/features/users/users.store";
import type { Verb } from "#server/platform/call";

export const listUsers: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const [accounts, identities] = await db.batch([findUsers(db), findIdentitiesWithoutAccount(db)]);
  return { items: [...accounts.map(shownAccount), ...identities.map(shownIdentity)] };
};
