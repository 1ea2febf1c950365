import { z } from "zod";
import * as contract from "#schema/contract/exchanges";
import { exchangeStatus } from "#schema/contract/fields";
import { compileQuery } from "#server/features/exchanges/compile-query";
import { isoMicros, isoRange } from "#server/platform/time-range";
import type { SearchTerms } from "#server/features/exchanges/search-terms";
import { searchTerms } from "#server/features/exchanges/search-terms";
import type { Verb } from "#server/platform/call";
import type { Statement } from "#server/platform/clickhouse";
import { integer, sql } from "#server/platform/clickhouse-sql";
import { bucketLength, bucketStarts } from "#server/platform/time-buckets";

export const getExchangeHistogram: Verb<typeof contract.getExchangeHistogram> = async (deps, { query: filters, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.getExchangeHistogram.id, signal: ctx.request.signal });
  const terms = searchTerms(filters, deps.clock.now());
  const bucketSeconds = bucketLength((terms.range.toMicros - terms.range.fromMicros) / 1e6, filters.buckets);
  const rows = Map.groupBy(await store.read(histogramOf(terms, bucketSeconds)), ({ at }) => at);
  const buckets = bucketStarts(terms.range, bucketSeconds).map((at) => {
    const counts = rows.get(at) ?? [];
    return {
      at: isoMicros(at * 1e6),
      total: counts.reduce((sum, { n }) => sum + n, 0),
      byStatus: Object.fromEntries(counts.map(({ status, n }) => [status, n])),
    };
  });
  return { range: isoRange(terms.range), bucketSeconds, buckets };
};

const histogramRow = z.object({ at: z.number(), status: exchangeStatus, n: z.number() });

function histogramOf({ query, range }: SearchTerms, bucketSeconds: number): Statement<z.output<typeof histogramRow>> {
  const length = integer(bucketSeconds);
  return {
    name: "histogram",
    row: histogramRow,
    sql: sql`SELECT intDiv(toUnixTimestamp(start_time), ${length}) * ${length} AS at, status, count() AS n
      FROM executions WHERE ${compileQuery(query, range)} GROUP BY at, status`,
  };
}
