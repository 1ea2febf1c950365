import { knownPermissions, stateOf } from "#server/features/service-accounts/api-key";
import type { StoredAccount, StoredKey } from "#server/features/service-accounts/service-accounts.store";
import { isoOf } from "#server/platform/clock";

const instantOf = (milliseconds: number | null) => (milliseconds === null ? null : isoOf(milliseconds));

/** As the contract shows a key: never the key itself. */
export function shownKey(key: Omit<StoredKey, "tenantId" | "keyHash" | "serviceAccountId">, nowMs: number) {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    permissions: knownPermissions(key.permissions),
    createdBy: key.createdBy,
    createdAt: isoOf(key.createdAt),
    expiresAt: instantOf(key.expiresAt),
    lastUsedAt: instantOf(key.lastUsedAt),
    state: stateOf(key, nowMs),
  } as const;
}

export function shownAccount(account: Omit<StoredAccount, "tenantId">, keys: readonly StoredKey[], nowMs: number) {
  const { id, name, description, disabledAt, createdAt } = account;
  return {
    id,
    name,
    description,
    disabled: disabledAt !== null,
    createdAt: isoOf(createdAt),
    keys: keys.map((key) => shownKey(key, nowMs)),
  };
}
