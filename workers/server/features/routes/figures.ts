import { z } from "zod";
import type { getRouteStatistics } from "#schema/contract/routes";
import type { Returned } from "#schema/contract/endpoint";
import { sql } from "#server/platform/clickhouse-sql";

export type Figures = Returned<typeof getRouteStatistics>["total"];

/** Sums over windows of a statistics table called `w`. */
export const summedColumns = sql`sum(w.total) AS total, sum(w.failed) AS failed, sum(w.handled) AS handled, sum(w.redelivered) AS redelivered,
  sum(w.sum_us) AS sum_us, max(w.max_us) AS max_us, sumMap(w.histogram) AS histogram, max(w.time) AS last_seen`;

export const summedRow = z.object({
  total: z.number(),
  failed: z.number(),
  handled: z.number(),
  redelivered: z.number(),
  sum_us: z.number(),
  max_us: z.number(),
  /** Bucket → count; see `histogramBucket` of the agent protocol. */
  histogram: z.record(z.string(), z.number()),
  last_seen: z.string(),
});

export type Summed = z.output<typeof summedRow>;

export const nothing: Summed = { total: 0, failed: 0, handled: 0, redelivered: 0, sum_us: 0, max_us: 0, histogram: {}, last_seen: "" };

export function added(a: Summed, b: Summed): Summed {
  const histogram = { ...a.histogram };
  for (const [bucket, count] of Object.entries(b.histogram)) histogram[bucket] = (histogram[bucket] ?? 0) + count;
  return {
    total: a.total + b.total,
    failed: a.failed + b.failed,
    handled: a.handled + b.handled,
    redelivered: a.redelivered + b.redelivered,
    sum_us: a.sum_us + b.sum_us,
    max_us: Math.max(a.max_us, b.max_us),
    histogram,
    last_seen: a.last_seen > b.last_seen ? a.last_seen : b.last_seen,
  };
}

/** What people read of the sums; without a run there are no durations. */
export function figuresOf({ total, failed, handled, redelivered, sum_us, max_us, histogram }: Summed): Figures {
  const [p50, p95, p99] = percentilesOf(histogram, [0.5, 0.95, 0.99]).map((micros) => Math.min(micros, max_us));
  const some = (micros: number | undefined): number | null => (total === 0 || micros === undefined ? null : micros);
  return {
    total,
    failed,
    handled,
    redelivered,
    meanMicros: some(sum_us / total),
    p50Micros: some(p50),
    p95Micros: some(p95),
    p99Micros: some(p99),
    maxMicros: some(max_us),
  };
}

/** Durations in µs below which the given shares lie: the middle of the bucket in which each falls, at most 4.4 % off. */
export function percentilesOf(histogram: Readonly<Record<string, number>>, shares: readonly number[]): readonly number[] {
  const buckets = Object.entries(histogram)
    .map(([bucket, count]) => [Number(bucket), count] as const)
    .sort(([a], [b]) => a - b);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  return shares.map((share) => {
    let below = 0;
    const found = buckets.find(([, count]) => (below += count) >= share * total);
    return found === undefined ? 0 : 2 ** ((found[0] + 0.5) / 8);
  });
}
