import { and, asc, count, eq, sql } from "drizzle-orm";
import { apps, environments } from "#schema/postgres/server/apps";
import { placements } from "#schema/postgres/server/deployments";
import type { Queries } from "#server/platform/database";

export type EnvironmentRow = typeof environments.$inferSelect;

/** In promotion order, with how many apps are placed in each. */
export function findEnvironments(db: Queries) {
  return db
    .select({ environment: environments, apps: count(placements.appId) })
    .from(environments)
    .leftJoin(placements, and(eq(placements.tenantId, environments.tenantId), eq(placements.environmentId, environments.id)))
    .where(eq(environments.tenantId, db.tenant))
    .groupBy(environments.tenantId, environments.id)
    .orderBy(asc(environments.position), asc(environments.id));
}

export function findEnvironment(db: Queries, id: string) {
  return db
    .select({ environment: environments, apps: count(placements.appId) })
    .from(environments)
    .leftJoin(placements, and(eq(placements.tenantId, environments.tenantId), eq(placements.environmentId, environments.id)))
    .where(and(eq(environments.tenantId, db.tenant), eq(environments.id, id)))
    .groupBy(environments.tenantId, environments.id);
}

/** At the end of the promotion order. */
export function insertEnvironment(db: Queries, environment: Omit<EnvironmentRow, "tenantId" | "position">) {
  const position = sql<number>`(select coalesce(max(position) + 1, 0) from environments where tenant_id = ${db.tenant})`;
  return db
    .insert(environments)
    .values({ tenantId: db.tenant, position, ...environment })
    .returning();
}

export function setEnvironment(db: Queries, id: string, change: Pick<EnvironmentRow, "displayName" | "protected">) {
  return db
    .update(environments)
    .set(change)
    .where(and(eq(environments.tenantId, db.tenant), eq(environments.id, id)));
}

/** One change of the order at a time: the lock holds until the transaction ends. */
export function lockOrder(db: Queries) {
  return db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`environments|${db.tenant}`}, 0))`);
}

/** Gives each the position that it has in the list. */
export function setOrder(db: Queries, ids: readonly string[]) {
  return db.execute(sql`
    update environments e set position = o.position
    from jsonb_to_recordset(${JSON.stringify(ids.map((id, position) => ({ id, position })))}::jsonb) as o(id text, position int)
    where e.tenant_id = ${db.tenant} and e.id = o.id
  `);
}

/** Names of the apps that are placed there. */
export function findPlacedApps(db: Queries, environmentId: string) {
  return db
    .select({ app: apps.name })
    .from(placements)
    .innerJoin(apps, and(eq(apps.tenantId, placements.tenantId), eq(apps.id, placements.appId)))
    .where(and(eq(placements.tenantId, db.tenant), eq(placements.environmentId, environmentId)))
    .orderBy(asc(apps.name));
}

export function removeEnvironment(db: Queries, id: string) {
  return db.delete(environments).where(and(eq(environments.tenantId, db.tenant), eq(environments.id, id)));
}
