import { z } from "zod";
import * as contract from "#schema/contract/routes";
import { added, figuresOf, nothing, summedColumns, summedRow } from "#server/features/routes/figures";
import type { Scope, StatisticsSource } from "#server/features/routes/statistics-source";
import { fromRuns, statisticsSource } from "#server/features/routes/statistics-source";
import type { Verb } from "#server/platform/call";
import type { Statement } from "#server/platform/clickhouse";
import { integer, sql } from "#server/platform/clickhouse-sql";
import { bucketLength, bucketStarts } from "#server/platform/time-buckets";
import { dayMs, isoMicros, isoRange, resolveBounds } from "#server/platform/time-range";

export const getRouteStatistics: Verb<typeof contract.getRouteStatistics> = async (deps, { params, query, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.getRouteStatistics.id, signal: ctx.request.signal });
  const nowMs = deps.clock.now();
  const range = resolveBounds(query, { nowMs, defaultMs: dayMs });
  const source = statisticsSource(range, nowMs);
  const bucketSeconds = bucketLength((range.toMicros - range.fromMicros) / 1e6, query.buckets, source.grainSeconds);
  const scope: Scope = { range, environments: query.environment, apps: [params.app], routes: [params.route] };
  const rows = await store.read(seriesOf(source, scope, bucketSeconds));
  const byStart = new Map(rows.map((row) => [row.at, row]));
  return {
    range: isoRange(range),
    bucketSeconds,
    total: figuresOf(rows.reduce(added, nothing)),
    series: bucketStarts(range, bucketSeconds).map((at) => ({ at: isoMicros(at * 1e6), ...figuresOf(byStart.get(at) ?? nothing) })),
  };
};

const bucketRow = summedRow.extend({ at: z.number() });

function seriesOf(source: StatisticsSource, scope: Scope, bucketSeconds: number): Statement<z.output<typeof bucketRow>> {
  const length = integer(bucketSeconds);
  return {
    name: "route-statistics",
    row: bucketRow,
    sql: sql`SELECT intDiv(toUnixTimestamp(w.time), ${length}) * ${length} AS at, ${summedColumns} ${fromRuns(source, scope)} GROUP BY at`,
  };
}
