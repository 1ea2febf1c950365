import { foreignKey, index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, tenantId } from "#schema/postgres/server/columns";

/** Structures of routes by their hash: the same structure is stored once, however many instances run it. */
export const routeGraphs = pgTable(
  "route_graphs",
  {
    tenantId: tenantId(),
    hash: text().notNull(),
    graph: jsonb().$type<Record<string, unknown>>().notNull(),
    firstSeenAt: instant("first_seen_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.hash] })],
);

/** Which structure a route of an app had, and when it was last reported. */
export const routeGraphSightings = pgTable(
  "route_graph_sightings",
  {
    tenantId: tenantId(),
    environment: text().notNull(),
    app: text().notNull(),
    route: text().notNull(),
    hash: text().notNull(),
    firstSeenAt: instant("first_seen_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.environment, t.app, t.route, t.hash] }),
    index("route_graph_sightings_newest").on(t.tenantId, t.app, t.route, t.lastSeenAt.desc()),
    foreignKey({ columns: [t.tenantId, t.hash], foreignColumns: [routeGraphs.tenantId, routeGraphs.hash] }).onDelete("cascade"),
  ],
);
