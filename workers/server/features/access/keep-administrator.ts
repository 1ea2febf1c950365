import { Problem } from "#schema/problems";
import { findAdministrator, lockAccess } from "#server/features/access/administrators.store";
import type { Queries } from "#server/platform/database";

export interface SignInWays {
  /** Whether a password is good for signing in. */
  readonly localLogin: boolean;
}

/**
 * Makes a change of who holds what, one at a time per tenant. Throws `last-administrator`, which rolls the transaction back, when there was
 * an administrator before who could sign in and there is none after. Take no other lock of the tenant before it.
 */
export async function keepAdministrator<T>(tx: Queries, ways: SignInWays, change: () => Promise<T>): Promise<T> {
  await lockAccess(tx);
  const before = await findAdministrator(tx, { ...ways, provider: true });
  const result = await change();
  if (before.rows.length === 0) return result;
  const after = await findAdministrator(tx, { ...ways, provider: true });
  if (after.rows.length === 0)
    throw new Problem("last-administrator", { detail: "Somebody must be left who can administrate and sign in." });
  return result;
}

/** Throws `last-administrator` unless somebody can administrate who signs in by password, without the identity provider. */
export async function requireLocalAdministrator(tx: Queries, { localLogin }: SignInWays): Promise<void> {
  await lockAccess(tx);
  const left = await findAdministrator(tx, { localLogin, provider: false });
  if (left.rows.length === 0)
    throw new Problem("last-administrator", { detail: "Every administrator signs in through the identity provider." });
}
