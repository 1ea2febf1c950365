import { z } from "zod";
import * as contract from "#schema/contract/routes";
import { figuresOf, summedColumns, summedRow } from "#server/features/routes/figures";
import type { Scope } from "#server/features/routes/statistics-source";
import { fromRuns, statisticsSource } from "#server/features/routes/statistics-source";
import type { Verb } from "#server/platform/call";
import type { Statement } from "#server/platform/clickhouse";
import { instant, ofTenant, sql } from "#server/platform/clickhouse-sql";
import type { Deps } from "#server/platform/deps";
import { dayMs, isoRange, resolveBounds } from "#server/platform/time-range";

export const listRoutes: Verb<typeof contract.listRoutes> = async (deps, { query, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.listRoutes.id, signal: ctx.request.signal });
  const range = resolveBounds(query, { nowMs: deps.clock.now(), defaultMs: dayMs });
  const scope: Scope = { range, environments: query.environment, apps: query.app };
  const [rows, uris] = await Promise.all([store.read(routesOf(deps, scope)), store.read(urisOf(scope))]);
  const uriOf = new Map(uris.map((row) => [keyOf(row), row.uri]));
  const items = rows.map((row) => ({
    ...figuresOf(row),
    app: row.app,
    environment: row.environment,
    route: row.route,
    fromUri: uriOf.get(keyOf(row)) ?? (row.route.startsWith("from:") ? row.route.slice("from:".length) : ""),
    lastSeen: row.last_seen,
  }));
  return { range: isoRange(range), items };
};

const place = { app: z.string(), environment: z.string(), route: z.string() };
const routeRow = summedRow.extend(place);
const uriRow = z.object({ ...place, uri: z.string() });

const routeLimit = sql`5000`;

function routesOf(deps: Deps, scope: Scope): Statement<z.output<typeof routeRow>> {
  const source = statisticsSource(scope.range, deps.clock.now());
  return {
    name: "routes",
    row: routeRow,
    sql: sql`SELECT app, environment, route, ${summedColumns} ${fromRuns(source, scope)}
      GROUP BY app, environment, route ORDER BY app, environment, route LIMIT ${routeLimit}`,
  };
}

/** Statistics do not say where a route begins: exchanges of the range's last hour do, and what was logged at an app's start. */
function urisOf({ range }: Scope): Statement<z.output<typeof uriRow>> {
  const from = Math.max(range.fromMicros, range.toMicros - 3_600e6);
  return {
    name: "route-uris",
    row: uriRow,
    sql: sql`SELECT app, environment, route, max(uri) AS uri FROM (
        SELECT app, environment, route, from_uri AS uri FROM executions
        WHERE ${ofTenant} AND start_time >= ${instant(from)} AND start_time < ${instant(range.toMicros)}
        UNION ALL
        SELECT app, environment, route, uri FROM route_names WHERE ${ofTenant}
      ) GROUP BY app, environment, route LIMIT ${routeLimit}`,
  };
}

function keyOf({ environment, app, route }: { readonly environment: string; readonly app: string; readonly route: string }): string {
  return JSON.stringify([environment, app, route]);
}
