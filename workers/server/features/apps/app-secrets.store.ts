import { and, asc, desc, eq, sql } from "drizzle-orm";
import { appSecrets } from "#schema/postgres/server/apps";
import type { Place } from "#server/features/apps/app-settings.store";
import type { Queries } from "#server/platform/database";

export type SecretRow = typeof appSecrets.$inferSelect;

const at = (db: Queries, { appId, environmentId }: Place) =>
  and(eq(appSecrets.tenantId, db.tenant), eq(appSecrets.appId, appId), eq(appSecrets.environmentId, environmentId));

/** The newest version of each, deletions included, by name. */
export function findNewestSecrets(db: Queries, place: Place) {
  return db
    .selectDistinctOn([appSecrets.name])
    .from(appSecrets)
    .where(at(db, place))
    .orderBy(asc(appSecrets.name), desc(appSecrets.version));
}

export function findSecretVersion(db: Queries, place: Place, { name, version }: { readonly name: string; readonly version: number }) {
  return db
    .select()
    .from(appSecrets)
    .where(and(at(db, place), eq(appSecrets.name, name), eq(appSecrets.version, version)));
}

/** One writer of a place's secrets at a time: the lock holds until the transaction ends. */
export function lockSecrets(db: Queries, { appId, environmentId }: Place) {
  return db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`app secrets|${db.tenant}|${appId}|${environmentId}`}, 0))`);
}

export function insertSecret(db: Queries, row: Omit<SecretRow, "tenantId">) {
  return db.insert(appSecrets).values({ tenantId: db.tenant, ...row });
}
