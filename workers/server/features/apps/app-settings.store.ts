import { and, desc, eq } from "drizzle-orm";
import { appSettings } from "#schema/postgres/server/apps";
import type { Queries } from "#server/platform/database";

export type SettingsRow = typeof appSettings.$inferSelect;

/** An app in an environment. */
export interface Place {
  readonly appId: string;
  readonly environmentId: string;
}

/** Newest first. */
export function findSettings(db: Queries, { appId, environmentId }: Place, limit: number) {
  return db
    .select()
    .from(appSettings)
    .where(and(eq(appSettings.tenantId, db.tenant), eq(appSettings.appId, appId), eq(appSettings.environmentId, environmentId)))
    .orderBy(desc(appSettings.version))
    .limit(limit);
}

export function insertSettings(db: Queries, row: Omit<SettingsRow, "tenantId">) {
  return db.insert(appSettings).values({ tenantId: db.tenant, ...row });
}
