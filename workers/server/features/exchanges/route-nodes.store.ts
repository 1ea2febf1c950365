import { and, desc, eq, inArray } from "drizzle-orm";
import { routeGraphSightings, routeGraphs } from "#schema/postgres/server/route-graphs";
import type { Queries } from "#server/platform/database";

interface Routes {
  readonly environment: string;
  readonly app: string;
  readonly routes: readonly string[];
}

/** The structures of an app's routes that were seen, newest first. */
export function graphsOfRoutes(db: Queries, { environment, app, routes }: Routes) {
  return db
    .select({ hash: routeGraphs.hash, graph: routeGraphs.graph })
    .from(routeGraphSightings)
    .innerJoin(routeGraphs, and(eq(routeGraphs.tenantId, routeGraphSightings.tenantId), eq(routeGraphs.hash, routeGraphSightings.hash)))
    .where(
      and(
        eq(routeGraphSightings.tenantId, db.tenant),
        eq(routeGraphSightings.environment, environment),
        eq(routeGraphSightings.app, app),
        inArray(routeGraphSightings.route, [...routes]),
      ),
    )
    .orderBy(desc(routeGraphSightings.lastSeenAt))
    .limit(200);
}
