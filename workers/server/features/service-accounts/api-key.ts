import type { Permission } from "#schema/permissions";
import { permissions } from "#schema/permissions";
import { isWellFormed, newCheckedToken } from "#server/platform/checked-token";

const prefix = "cml_k_";
/** How much of a key is shown later, to tell it from others. */
const shownCharacters = prefix.length + 6;

export const newApiKey = (): string => newCheckedToken(prefix);

/** Whether this may be a key at all. */
export const isApiKey = (key: string): boolean => isWellFormed(prefix, key);

export function shownPrefix(key: string): string {
  return key.slice(0, shownCharacters);
}

/** What a key is stored with, without what the catalogue has lost since. */
export function knownPermissions(stored: readonly string[]): Permission[] {
  return stored.filter((permission): permission is Permission => Object.hasOwn(permissions, permission));
}

export interface KeyLife {
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
}

export function stateOf({ expiresAt, revokedAt }: KeyLife, nowMs: number) {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && expiresAt <= nowMs ? "expired" : "active";
}
