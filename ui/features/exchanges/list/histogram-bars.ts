import type { Answer } from "#schema/contract/endpoint";
import type { getExchangeHistogram } from "#schema/contract/exchanges";

export type Histogram = Answer<typeof getExchangeHistogram>;
type Status = keyof Histogram["buckets"][number]["byStatus"];

export interface Segment {
  readonly status: Status;
  readonly count: number;
  /** Shares of the chart's height, from the bottom. */
  readonly from: number;
  readonly height: number;
}

export interface HistogramBar {
  readonly at: string;
  readonly total: number;
  readonly segments: readonly Segment[];
}

/** What went wrong sits at the bottom, on the axis, where heights can be compared across bars. */
export const stackOrder: readonly Status[] = ["failed", "abandoned", "handled", "running", "stopped", "filtered", "completed"];

/** Bars scaled to a round maximum, so that the axis can be labeled with it. */
export function histogramBars({ buckets }: Histogram): { readonly bars: readonly HistogramBar[]; readonly top: number } {
  const top = roundUp(Math.max(0, ...buckets.map((bucket) => bucket.total)));
  return { top, bars: buckets.map(({ at, total, byStatus }) => ({ at, total, segments: stacked(byStatus, top) })) };
}

function stacked(byStatus: Histogram["buckets"][number]["byStatus"], top: number): Segment[] {
  let from = 0;
  return stackOrder.flatMap((status) => {
    const count = byStatus[status] ?? 0;
    if (count === 0) return [];
    const segment = { status, count, from, height: count / top };
    from += segment.height;
    return [segment];
  });
}

/** The next of 1, 2, 5, 10, 20, 50 … that holds the value. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= value) ?? 1;
}

/** The statuses that occur anywhere, in stacking order: the legend. */
export function occurring({ buckets }: Histogram): { readonly status: Status; readonly count: number }[] {
  return stackOrder
    .map((status) => ({ status, count: buckets.reduce((sum, bucket) => sum + (bucket.byStatus[status] ?? 0), 0) }))
    .filter(({ count }) => count > 0);
}
