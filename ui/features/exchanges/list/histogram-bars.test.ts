import { describe, it } from "vitest";
import type { Histogram } from "./histogram-bars.ts";
import { histogramBars, occurring, roundUp } from "./histogram-bars.ts";

const at = "2026-11-20T12:00:00.000Z";
const histogram: Histogram = {
  range: { from: at, to: "2026-11-20T12:02:00.000Z" },
  bucketSeconds: 60,
  buckets: [
    { at, total: 40, byStatus: { completed: 30, failed: 10 } },
    { at: "2026-11-20T12:01:00.000Z", total: 0, byStatus: {} },
  ],
};

describe("histogramBars", () => {
  it("stacks failures on the axis and the rest above", ({ expect }) => {
    expect(histogramBars(histogram).bars.at(0)?.segments).toEqual([
      { status: "failed", count: 10, from: 0, height: 0.2 },
      { status: "completed", count: 30, from: 0.2, height: 0.6 },
    ]);
  });

  it("keeps an empty bucket as a gap", ({ expect }) => {
    expect(histogramBars(histogram).bars.at(1)).toMatchObject({ total: 0, segments: [] });
  });

  it("scales to a round number", ({ expect }) => {
    expect(histogramBars(histogram).top).toBe(50);
    expect([0, 1, 7, 51, 100, 8_400].map(roundUp)).toEqual([1, 1, 10, 100, 100, 10_000]);
  });

  it("puts only the statuses that occur into the legend", ({ expect }) => {
    expect(occurring(histogram)).toEqual([
      { status: "failed", count: 10 },
      { status: "completed", count: 30 },
    ]);
  });
});
