import { usernameKey } from "#server/features/auth/index";
import { insertAccount, linkIdentity } from "#server/features/users/identities.store";
import type { Account, Identity } from "#server/features/users/person";
import { requireRoom } from "#server/features/license/index";
import { findAccount, findPerson } from "#server/features/users/find-person";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";

/** The account that an address names; an identity without one gets it now. Throws `not-found`, and `limit-reached`. */
export async function accountOf(tx: Queries, deps: Deps, id: string): Promise<Account> {
  const person = await findPerson(tx, id);
  return person.kind === "account" ? person.account : openAccount(tx, deps, person.identity);
}

/** Nothing of the provider's is matched to an account that is there: a name that is taken gets the end of the identity's id. */
async function openAccount(tx: Queries, deps: Deps, identity: Identity): Promise<Account> {
  await requireRoom(deps, tx, "users");
  const { displayName, email } = identity;
  const account = { id: deps.newId("user"), displayName, email, createdAt: identity.firstSeenAt, lastSignInAt: identity.lastSeenAt };
  const named = (username: string) => insertAccount(tx, { ...account, username, usernameKey: usernameKey(username) });
  const inserted = await named(identity.username);
  if (inserted.length === 0) await named(`${identity.username}-${identity.id.slice(-8)}`);
  await linkIdentity(tx, identity.id, account.id);
  return findAccount(tx, account.id);
}
