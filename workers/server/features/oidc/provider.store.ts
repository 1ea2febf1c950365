import { and, eq, isNull } from "drizzle-orm";
import { sessions } from "#schema/postgres/server/sessions";
import { settings } from "#schema/postgres/server/settings";
import type { StoredProvider } from "#server/features/oidc/stored-provider";
import type { Queries } from "#server/platform/database";

const name = "identity-provider";

export function findStoredProvider(db: Queries) {
  return db
    .select({ value: settings.value })
    .from(settings)
    .where(and(eq(settings.tenantId, db.tenant), eq(settings.name, name)));
}

/** The same, with others who change it waiting until the transaction ends. */
export function lockStoredProvider(db: Queries) {
  return findStoredProvider(db).for("update");
}

export function storeProvider(db: Queries, stored: StoredProvider, at: number) {
  const value: Record<string, unknown> = { ...stored };
  return db
    .insert(settings)
    .values({ tenantId: db.tenant, name, value, changedAt: at })
    .onConflictDoUpdate({ target: [settings.tenantId, settings.name], set: { value, changedAt: at } });
}

export function forgetProvider(db: Queries) {
  return db.delete(settings).where(and(eq(settings.tenantId, db.tenant), eq(settings.name, name)));
}

/** Signs out everybody whom the provider has signed in. */
export function endProviderSessions(db: Queries, at: number) {
  return db
    .update(sessions)
    .set({ endedAt: at })
    .where(and(eq(sessions.tenantId, db.tenant), eq(sessions.method, "oidc"), isNull(sessions.endedAt)));
}
