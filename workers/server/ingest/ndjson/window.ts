import { batchLimits, windowScopes } from "#schema/protocol/v1/batch";
import type { Batch } from "#server/ingest/ndjson/batch";
import { noteAdjusted, word } from "#server/ingest/ndjson/batch";
import type { Members } from "#server/ingest/ndjson/read";
import { integer, list, maxSafe, maxUint32, refuse } from "#server/ingest/ndjson/read";
import { putWindow } from "#server/ingest/statistics";
import { clampedTime, clampMs } from "#server/ingest/time";

const maxWindowS = 3_600;

/** Stores a statistics window of an agent. */
export function putWindowLine(batch: Batch, members: Members): void {
  const start = integer(members["win"], "win", { min: 0, max: maxUint32 });
  const time = Math.trunc(clampMs(start * 1_000, batch.window) / 1_000);
  const counts = list(members["c"], "c", 4);
  const count = (at: number): number => integer(counts[at], "c", { min: 0, max: maxSafe });
  const sums = (name: string): number => integer(members[name], name, { min: 0, max: maxSafe, otherwise: 0 });
  const window = {
    ...batch.owner,
    scope: integer(members["sc"], "sc", { min: 0, max: windowScopes.length - 1 }),
    route: word(batch, members["r"], "r"),
    node: word(batch, members["n"], "n"),
    time,
    windowS: integer(members["ws"], "ws", { min: 1, max: maxWindowS }),
    total: count(0),
    failed: count(1),
    handled: count(2),
    redelivered: count(3),
    inflightMax: integer(members["if"], "if", { min: 0, max: maxUint32, otherwise: 0 }),
    sumUs: sums("su"),
    minUs: sums("mn"),
    maxUs: sums("mx"),
    histogram: readHistogram(members["b"]),
  };
  if (time !== start) noteAdjusted(batch, "window", clampedTime);
  putWindow(batch.statistics, window);
}

function readHistogram(value: unknown): Map<number, number> {
  const histogram = new Map<number, number>();
  for (const pair of list(value, "b", batchLimits.histogramBuckets)) {
    const [bucket, count] = Array.isArray(pair) ? (pair as unknown[]) : refuse("b holds something that is not a pair of bucket and count");
    const index = integer(bucket, "b", { min: 0, max: batchLimits.histogramBuckets });
    histogram.set(index, (histogram.get(index) ?? 0) + integer(count, "b", { min: 0, max: maxSafe }));
  }
  return histogram;
}
