import { and, eq } from "drizzle-orm";
import { settings } from "#schema/postgres/server/settings";
import type { Wishes } from "#server/features/setup-guide/guide";
import type { Queries } from "#server/platform/database";

const name = "setup-guide";

export async function findWishes(db: Queries): Promise<Wishes> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(and(eq(settings.tenantId, db.tenant), eq(settings.name, name)));
  return { skipped: [], closed: false, ...(row?.value as Partial<Wishes> | undefined) };
}

export function storeWishes(db: Queries, wishes: Wishes, at: number) {
  const value: Record<string, unknown> = { ...wishes };
  return db
    .insert(settings)
    .values({ tenantId: db.tenant, name, value, changedAt: at })
    .onConflictDoUpdate({ target: [settings.tenantId, settings.name], set: { value, changedAt: at } });
}
