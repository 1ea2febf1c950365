import type { Block } from "#server/ingest/native/block";
import { block } from "#server/ingest/native/block";
import * as column from "#server/ingest/native/columns";

export const metricKinds = { gauge: 0, sum: 1, histogram: 2, exponential: 3, summary: 4 } as const;
export type MetricKind = keyof typeof metricKinds;

function columns(tenant: number) {
  return {
    tenant_id: column.constant(tenant),
    environment: column.dictionary(),
    app: column.dictionary(),
    instance: column.dictionary(),
    metric: column.dictionary(),
    unit: column.dictionary(),
    kind: column.enumeration(metricKinds),
    delta: column.uint8(),
    monotonic: column.uint8(),
    series: column.uint64(),
    attributes: column.map(column.dictionary(), column.dictionary()),
    start_time: column.instant(3),
    time: column.instant(3),
    value: column.float64(),
    count: column.uint64(),
    sum: column.float64(),
    min: column.float64(),
    max: column.float64(),
    bounds: column.array(column.float64()),
    counts: column.array(column.uint64()),
    values: column.array(column.float64()),
  };
}

export type MetricBlock = Block<ReturnType<typeof columns>>;

export function metricBlock(tenant: number): MetricBlock {
  return block("metric_points", columns(tenant));
}
