import { and, asc, desc, eq, exists, gt, isNull, lte, or, sql } from "drizzle-orm";
import type { Permission } from "#schema/permissions";
import { apiKeys, serviceAccounts } from "#schema/postgres/server/service-accounts";
import type { Queries } from "#server/platform/database";

export type StoredAccount = typeof serviceAccounts.$inferSelect;
export type StoredKey = typeof apiKeys.$inferSelect;

const accountOf = (db: Queries, id: string) => and(eq(serviceAccounts.tenantId, db.tenant), eq(serviceAccounts.id, id));

export function findAccounts(db: Queries) {
  return db.select().from(serviceAccounts).where(eq(serviceAccounts.tenantId, db.tenant)).orderBy(asc(serviceAccounts.nameKey));
}

export function findAccount(db: Queries, id: string) {
  return db.select().from(serviceAccounts).where(accountOf(db, id));
}

/** Keys of one account or of all, the newest first. */
export function findKeys(db: Queries, serviceAccountId?: string) {
  const ofOne = serviceAccountId === undefined ? undefined : eq(apiKeys.serviceAccountId, serviceAccountId);
  return db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.tenantId, db.tenant), ofOne))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
}

/** Refuses a name that is taken: `service_accounts_name`. */
export function insertAccount(db: Queries, account: Omit<StoredAccount, "tenantId">) {
  return db.insert(serviceAccounts).values({ tenantId: db.tenant, ...account });
}

export type AccountChange = Pick<StoredAccount, "name" | "nameKey" | "description" | "disabledAt">;

export function changeAccount(db: Queries, id: string, change: AccountChange) {
  return db.update(serviceAccounts).set(change).where(accountOf(db, id));
}

/** Its keys go with it. */
export function deleteAccount(db: Queries, id: string) {
  return db.delete(serviceAccounts).where(accountOf(db, id)).returning({ name: serviceAccounts.name });
}

export interface NewKey {
  readonly id: string;
  readonly serviceAccountId: string;
  readonly name: string;
  readonly prefix: string;
  readonly keyHash: string;
  readonly permissions: readonly Permission[];
  readonly createdBy: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

export function insertKey(db: Queries, key: NewKey) {
  return db.insert(apiKeys).values({ tenantId: db.tenant, ...key });
}

/** Returns the key; one that was revoked before keeps its time. */
export function revokeKey(db: Queries, revoked: { serviceAccountId: string; id: string; at: number }) {
  return db
    .update(apiKeys)
    .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, ${sql.param(revoked.at, apiKeys.revokedAt)})` })
    .where(and(eq(apiKeys.tenantId, db.tenant), eq(apiKeys.serviceAccountId, revoked.serviceAccountId), eq(apiKeys.id, revoked.id)))
    .returning({ name: apiKeys.name });
}

const living = (db: Queries, keyHash: string, at: number) =>
  and(
    eq(apiKeys.tenantId, db.tenant),
    eq(apiKeys.keyHash, keyHash),
    isNull(apiKeys.revokedAt),
    or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, at)),
  );

const ofEnabledAccount = and(
  eq(serviceAccounts.tenantId, apiKeys.tenantId),
  eq(serviceAccounts.id, apiKeys.serviceAccountId),
  isNull(serviceAccounts.disabledAt),
);

/** A key that is good now; at most one. */
export function findLivingKey(db: Queries, keyHash: string, at: number) {
  return db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      account: serviceAccounts.name,
      permissions: apiKeys.permissions,
      expiresAt: apiKeys.expiresAt,
    })
    .from(apiKeys)
    .innerJoin(serviceAccounts, ofEnabledAccount)
    .where(living(db, keyHash, at));
}

/** Notes that a good key is in use, unless that was noted after `notedAfter`. */
export function noteUse(db: Queries, use: { keyHash: string; at: number; notedAfter: number }) {
  return db
    .update(apiKeys)
    .set({ lastUsedAt: use.at })
    .where(
      and(
        living(db, use.keyHash, use.at),
        or(isNull(apiKeys.lastUsedAt), lte(apiKeys.lastUsedAt, use.notedAfter)),
        exists(db.select({ id: serviceAccounts.id }).from(serviceAccounts).where(ofEnabledAccount)),
      ),
    );
}
