import { lte } from "drizzle-orm";
import { settings } from "#schema/postgres/server/settings";
import type { Queries } from "#server/platform/database";

const name = "housekeeping";

/** Empty when somebody else has had a turn since. */
export function claimTurn(db: Queries, turn: { readonly at: number; readonly lastBefore: number }) {
  const taken = { value: {}, changedAt: turn.at };
  return db
    .insert(settings)
    .values({ tenantId: db.tenant, name, ...taken })
    .onConflictDoUpdate({
      target: [settings.tenantId, settings.name],
      set: taken,
      setWhere: lte(settings.changedAt, turn.lastBefore),
    })
    .returning({ name: settings.name });
}
