import { giveDirectly, takeDirectGroups, takeDirectRoles } from "#server/features/access/index";
import { endIdentitiesOf, endSignIns } from "#server/features/auth/index";
import type { Account } from "#server/features/users/person";
import { setPassword, setProfile } from "#server/features/users/users.store";
import type { Queries } from "#server/platform/database";

export interface AccountChange {
  readonly displayName?: string | undefined;
  /** All that is to be given directly; absent leaves it as it is. */
  readonly roles?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
  readonly passwordHash: string | undefined;
  readonly at: number;
}

/** A new password and disabling end everything that is open in the account's name. */
export async function changeAccount(tx: Queries, { id, ...account }: Account, to: AccountChange): Promise<void> {
  const disabledAt = to.disabled === undefined ? account.disabledAt : to.disabled ? (account.disabledAt ?? to.at) : null;
  await setProfile(tx, id, { displayName: to.displayName ?? account.displayName, disabledAt });
  if (to.roles !== undefined) await takeDirectRoles(tx, id);
  if (to.groups !== undefined) await takeDirectGroups(tx, id);
  for (const statement of giveDirectly(tx, id, { roles: to.roles ?? [], groups: to.groups ?? [] })) await statement;
  if (to.passwordHash !== undefined) await setPassword(tx, { userId: id, passwordHash: to.passwordHash, at: to.at });
  if (to.passwordHash !== undefined || disabledAt !== null) await endEverything(tx, id, to.at);
}

/** Sessions, sign-ins of the API, and the provider's tokens from before. */
export async function endEverything(tx: Queries, userId: string, at: number): Promise<void> {
  for (const statement of [...endSignIns(tx, { userId, at, except: "" }), ...endIdentitiesOf(tx, { userId, at })]) await statement;
}
