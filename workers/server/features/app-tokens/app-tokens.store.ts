import { and, eq } from "drizzle-orm";
import { apps, environments } from "#schema/postgres/server/apps";
import { appTokens } from "#schema/postgres/server/deployments";
import type { Place } from "#server/features/apps/index";
import type { Queries } from "#server/platform/database";

const at = (db: Queries, { appId, environmentId }: Place) =>
  and(eq(appTokens.tenantId, db.tenant), eq(appTokens.appId, appId), eq(appTokens.environmentId, environmentId));

export function findAppToken(db: Queries, place: Place) {
  return db.select().from(appTokens).where(at(db, place));
}

/** Whose token that is. */
export function findHolder(db: Queries, tokenHash: string) {
  return db
    .select({ appId: apps.id, app: apps.name, environment: environments.name })
    .from(appTokens)
    .innerJoin(apps, and(eq(apps.tenantId, appTokens.tenantId), eq(apps.id, appTokens.appId)))
    .innerJoin(environments, and(eq(environments.tenantId, appTokens.tenantId), eq(environments.id, appTokens.environmentId)))
    .where(and(eq(appTokens.tenantId, db.tenant), eq(appTokens.tokenHash, tokenHash)));
}

export function insertAppToken(db: Queries, row: Omit<typeof appTokens.$inferSelect, "tenantId">) {
  return db.insert(appTokens).values({ tenantId: db.tenant, ...row });
}

export function removeAppToken(db: Queries, place: Place) {
  return db.delete(appTokens).where(at(db, place));
}
