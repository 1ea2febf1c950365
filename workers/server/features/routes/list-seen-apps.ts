import { z } from "zod";
import * as contract from "#schema/contract/routes";
import { figuresOf, summedColumns, summedRow } from "#server/features/routes/figures";
import type { Scope } from "#server/features/routes/statistics-source";
import { fromRuns, statisticsSource } from "#server/features/routes/statistics-source";
import type { Verb } from "#server/platform/call";
import type { Statement } from "#server/platform/clickhouse";
import { sql } from "#server/platform/clickhouse-sql";
import type { Deps } from "#server/platform/deps";
import type { Hubs } from "#server/platform/hubs";
import { dayMs, isoRange, resolveBounds } from "#server/platform/time-range";

/** Figures of an app count the runs of its routes, `direct:` hops included. */
export const listSeenApps: Verb<typeof contract.listSeenApps> = async (deps, { query, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.listSeenApps.id, signal: ctx.request.signal });
  const range = resolveBounds(query, { nowMs: deps.clock.now(), defaultMs: dayMs });
  const scope: Scope = { range, environments: query.environment, apps: query.app };
  const [rows, agents] = await Promise.all([store.read(appsOf(deps, scope)), agentCounts(deps.hubs)]);
  const items = rows.map((row) => ({
    ...figuresOf(row),
    name: row.app,
    environment: row.environment,
    routes: row.routes,
    agents: agents.get(keyOf(row)) ?? 0,
    lastSeen: row.last_seen,
  }));
  return { range: isoRange(range), items };
};

const appRow = summedRow.extend({ app: z.string(), environment: z.string(), routes: z.number() });

function appsOf(deps: Deps, scope: Scope): Statement<z.output<typeof appRow>> {
  const source = statisticsSource(scope.range, deps.clock.now());
  return {
    name: "apps",
    row: appRow,
    sql: sql`SELECT app, environment, uniqExact(route) AS routes, ${summedColumns} ${fromRuns(source, scope)}
      GROUP BY app, environment ORDER BY app, environment LIMIT 1000`,
  };
}

/** Agents that are heard of, by app. */
async function agentCounts(hubs: Hubs): Promise<ReadonlyMap<string, number>> {
  const agents = (await Promise.all(hubs.all().map((shard) => shard.listAgents()))).flat();
  const heard = agents.filter(({ state }) => state === "connected" || state === "stale");
  return new Map([...Map.groupBy(heard, keyOf)].map(([key, own]) => [key, own.length]));
}

function keyOf({ environment, app }: { readonly environment: string; readonly app: string }): string {
  return JSON.stringify([environment, app]);
}
