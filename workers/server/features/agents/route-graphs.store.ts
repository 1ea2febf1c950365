import { and, desc, eq, sql } from "drizzle-orm";
import { routeGraphs, routeGraphSightings } from "#schema/postgres/server/route-graphs";
import type { GraphLine } from "#schema/protocol/v1/batch";
import type { Queries } from "#server/platform/database";

export interface Sighting {
  readonly environment: string;
  readonly app: string;
  readonly seenAt: number;
}

/** The structures, each once, and where they were seen. */
export function upsertGraphs(db: Queries, sighting: Sighting, graphs: readonly GraphLine[]) {
  const { environment, app, seenAt } = sighting;
  const unique = [...new Map(graphs.map((graph) => [graph.g, graph])).values()];
  const seen = [...new Map(graphs.map((graph) => [`${graph.r} ${graph.g}`, graph])).values()];
  return [
    db
      .insert(routeGraphs)
      .values(unique.map((graph) => ({ tenantId: db.tenant, hash: graph.g, graph: { ...graph }, firstSeenAt: seenAt })))
      .onConflictDoNothing(),
    db
      .insert(routeGraphSightings)
      .values(
        seen.map((graph) => ({
          tenantId: db.tenant,
          environment,
          app,
          route: graph.r,
          hash: graph.g,
          firstSeenAt: seenAt,
          lastSeenAt: seenAt,
        })),
      )
      .onConflictDoUpdate({
        target: [
          routeGraphSightings.tenantId,
          routeGraphSightings.environment,
          routeGraphSightings.app,
          routeGraphSightings.route,
          routeGraphSightings.hash,
        ],
        set: { lastSeenAt: sql`greatest(${routeGraphSightings.lastSeenAt}, excluded.last_seen_at)` },
      }),
  ] as const;
}

export interface GraphQuery {
  readonly app: string;
  readonly route: string;
  readonly environment: string | undefined;
  readonly hash: string | undefined;
}

/** The one reported last. */
export function findGraph(db: Queries, { app, route, environment, hash }: GraphQuery) {
  return db
    .select({ hash: routeGraphs.hash, graph: routeGraphs.graph })
    .from(routeGraphSightings)
    .innerJoin(routeGraphs, and(eq(routeGraphs.tenantId, routeGraphSightings.tenantId), eq(routeGraphs.hash, routeGraphSightings.hash)))
    .where(
      and(
        eq(routeGraphSightings.tenantId, db.tenant),
        eq(routeGraphSightings.app, app),
        eq(routeGraphSightings.route, route),
        environment === undefined ? undefined : eq(routeGraphSightings.environment, environment),
        hash === undefined ? undefined : eq(routeGraphSightings.hash, hash),
      ),
    )
    .orderBy(desc(routeGraphSightings.lastSeenAt))
    .limit(1);
}
