import { jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, tenantId } from "#schema/postgres/server/columns";

/** Facts about this server that outlive a request, by name: that it was set up, and when. */
export const settings = pgTable(
  "settings",
  {
    tenantId: tenantId(),
    name: text().notNull(),
    value: jsonb().$type<Record<string, unknown>>().notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.name] })],
);
