import { and, asc, count, eq, exists, gt } from "drizzle-orm";
import { apps, artifacts } from "#schema/postgres/server/apps";
import { placements } from "#schema/postgres/server/deployments";
import type { Queries } from "#server/platform/database";

export type AppRow = typeof apps.$inferSelect;
export type CountedApp = { readonly app: AppRow; readonly artifacts: number };

export interface AppPage {
  readonly limit: number;
  /** Name of the last app of the page before. */
  readonly after: string | undefined;
  readonly environmentId: string | undefined;
}

/** By name; one more than the limit when there is a further page. */
export function findApps(db: Queries, { limit, after, environmentId }: AppPage) {
  const placedThere = db
    .select({ appId: placements.appId })
    .from(placements)
    .where(and(eq(placements.tenantId, db.tenant), eq(placements.appId, apps.id), eq(placements.environmentId, environmentId ?? "")));
  return counted(db)
    .where(
      and(
        eq(apps.tenantId, db.tenant),
        after === undefined ? undefined : gt(apps.name, after),
        environmentId === undefined ? undefined : exists(placedThere),
      ),
    )
    .groupBy(apps.tenantId, apps.id)
    .orderBy(asc(apps.name))
    .limit(limit + 1);
}

export function findApp(db: Queries, id: string) {
  return counted(db)
    .where(and(eq(apps.tenantId, db.tenant), eq(apps.id, id)))
    .groupBy(apps.tenantId, apps.id);
}

function counted(db: Queries) {
  return db
    .select({ app: apps, artifacts: count(artifacts.id) })
    .from(apps)
    .leftJoin(artifacts, and(eq(artifacts.tenantId, apps.tenantId), eq(artifacts.appId, apps.id)));
}

export function insertApp(db: Queries, app: Omit<AppRow, "tenantId">) {
  return db.insert(apps).values({ tenantId: db.tenant, ...app });
}

export function setApp(db: Queries, id: string, change: Pick<AppRow, "displayName" | "description">) {
  return db
    .update(apps)
    .set(change)
    .where(and(eq(apps.tenantId, db.tenant), eq(apps.id, id)));
}

export function removeApp(db: Queries, id: string) {
  return db.delete(apps).where(and(eq(apps.tenantId, db.tenant), eq(apps.id, id)));
}
