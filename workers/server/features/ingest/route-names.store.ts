import { z } from "zod";
import type { TenantClickHouse } from "#server/platform/clickhouse";
import { ofTenant, sql, text } from "#server/platform/clickhouse-sql";

const row = z.object({ uri: z.string(), route: z.string(), routes: z.coerce.number() });

/**
 * Endpoint URI → id of the route that begins there, of one app. A URI whose newest route was logged within a minute of another one is
 * left out: then one start has two routes there.
 */
export async function findRouteNames(store: TenantClickHouse, environment: string, app: string): Promise<ReadonlyMap<string, string>> {
  const found = await store.read({
    name: "route-names",
    row,
    sql: sql`
      SELECT uri, argMax(route, seen) AS route, countIf(seen > newest - INTERVAL 1 MINUTE) AS routes
      FROM (
        SELECT uri, route, max(time) AS seen, max(max(time)) OVER (PARTITION BY uri) AS newest
        FROM route_names
        WHERE ${ofTenant} AND environment = ${text(environment)} AND app = ${text(app)}
        GROUP BY uri, route
      )
      GROUP BY uri
      LIMIT 10000`,
  });
  return new Map(found.filter(({ routes }) => routes === 1).map(({ uri, route }) => [uri, route]));
}
