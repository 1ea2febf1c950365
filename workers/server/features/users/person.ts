import type { Role } from "#server/features/access/index";
import { isoOf } from "#server/platform/clock";

/** Somebody with an account. */
export interface Account {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  /** All that they hold, however it came to them. */
  readonly roles: readonly Role[];
  readonly groups: readonly string[];
  readonly hasPassword: boolean;
  readonly hasIdentity: boolean;
  readonly secondFactor: boolean;
  readonly createdAt: number;
  readonly lastSignInAt: number | null;
  readonly disabledAt: number | null;
}

/** Somebody of whom an identity provider has told us. */
export interface Identity {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly userId: string | null;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
}

/** As the contract shows a user. */
export function shownAccount(account: Account) {
  return {
    id: account.id,
    username: account.username,
    displayName: account.displayName,
    source: account.hasIdentity && !account.hasPassword ? ("oidc" as const) : ("local" as const),
    roles: account.roles.map((role) => role.name),
    groups: [...account.groups],
    disabled: account.disabledAt !== null,
    secondFactor: account.secondFactor,
    createdAt: isoOf(account.createdAt),
    lastSignInAt: account.lastSignInAt === null ? null : isoOf(account.lastSignInAt),
  };
}

/** An identity without an account holds nothing here; what its tokens say decides each time. */
export function shownIdentity(identity: Identity) {
  return {
    id: identity.id,
    username: identity.username,
    displayName: identity.displayName,
    source: "external" as const,
    roles: [],
    groups: [],
    disabled: false,
    secondFactor: false,
    createdAt: isoOf(identity.firstSeenAt),
    lastSignInAt: isoOf(identity.lastSeenAt),
  };
}

export function shownOrigin({ issuer, subject, lastSeenAt }: Identity) {
  return { issuer, subject, lastSignInAt: isoOf(lastSeenAt) };
}
