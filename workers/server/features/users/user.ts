import type { BuiltInRole } from "#schema/permissions";
import { isoOf } from "#server/platform/clock";

export interface User {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly disabledAt: number | null;
  readonly createdAt: number;
  readonly lastSignInAt: number | null;
}

export interface UserChange {
  readonly displayName?: string | undefined;
  readonly roles?: readonly BuiltInRole[] | undefined;
  readonly password?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** Whether the user would stop being somebody who can administrate. */
export function losesAdministrator(user: User, change: UserChange): boolean {
  const isAdministrator = user.roles.includes("ADMIN") && user.disabledAt === null;
  const staysAdministrator = (change.roles ?? user.roles).includes("ADMIN") && change.disabled !== true;
  return isAdministrator && !staysAdministrator;
}

/** As the contract shows a user. */
export function shown(user: User) {
  return {
    id: user.id,
    username: user.username,
    displayName: user.displayName,
    roles: user.roles.map((role) => role as BuiltInRole),
    disabled: user.disabledAt !== null,
    createdAt: isoOf(user.createdAt),
    lastSignInAt: user.lastSignInAt === null ? null : isoOf(user.lastSignInAt),
  };
}
