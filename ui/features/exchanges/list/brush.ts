import type { RangeMs } from "#ui/lib/range/range.ts";

interface Grid extends RangeMs {
  readonly buckets: readonly { readonly at: string }[];
  readonly bucketSeconds: number;
}

/** The bucket under a point of the chart, `fraction` of its width from the left. */
export function bucketAt(fraction: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(fraction * count)));
}

/** The range of the buckets from `anchor` to `head`, whichever comes first, both included, within the chart's own range. */
export function brushedRange({ fromMs, toMs, buckets, bucketSeconds }: Grid, anchor: number, head: number): RangeMs | null {
  const first = buckets[Math.min(anchor, head)];
  const last = buckets[Math.max(anchor, head)];
  if (first === undefined || last === undefined) return null;
  return { fromMs: Math.max(fromMs, Date.parse(first.at)), toMs: Math.min(toMs, Date.parse(last.at) + bucketSeconds * 1_000) };
}

/** Where the keyboard moves the cursor; null when the key does not move it. */
export function movedCursor(key: string, at: number, count: number): number | null {
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, PageUp: at - 10, PageDown: at + 10, Home: 0, End: count - 1 }[key];
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to));
}
