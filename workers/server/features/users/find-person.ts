import { Problem } from "#schema/problems";
import { findIdentity } from "#server/features/users/identities.store";
import type { Account, Identity } from "#server/features/users/person";
import { findUser } from "#server/features/users/users.store";
import type { Queries } from "#server/platform/database";

export type Person = { readonly kind: "account"; readonly account: Account } | { readonly kind: "identity"; readonly identity: Identity };

/** Whoever an address names: an account, also by the id of its identity, or an identity without one. Throws `not-found`. */
export async function findPerson(db: Queries, id: string): Promise<Person> {
  const [identity] = id.startsWith("idn_") ? await findIdentity(db, id) : [];
  if (identity?.userId === null) return { kind: "identity", identity };
  return { kind: "account", account: await findAccount(db, identity?.userId ?? id) };
}

/** Throws `not-found`. */
export async function findAccount(db: Queries, id: string): Promise<Account> {
  const [account] = await findUser(db, id);
  if (account === undefined) throw new Problem("not-found");
  return account;
}
