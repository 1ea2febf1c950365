import { describe, it } from "vitest";
import { brushedRange, bucketAt, movedCursor } from "./brush.ts";

const minute = (n: number): number => Date.UTC(2026, 10, 20, 12, n);
const grid = {
  fromMs: minute(0) + 20_000,
  toMs: minute(4) + 30_000,
  buckets: [0, 1, 2, 3, 4].map((n) => ({ at: new Date(minute(n)).toISOString() })),
  bucketSeconds: 60,
};

describe("the histogram's brush", () => {
  it("takes whole buckets, whichever way it was drawn", ({ expect }) => {
    const range = { fromMs: minute(1), toMs: minute(4) };
    expect(brushedRange(grid, 1, 3)).toEqual(range);
    expect(brushedRange(grid, 3, 1)).toEqual(range);
  });

  it("zooms into one bucket on a click", ({ expect }) => {
    expect(brushedRange(grid, 2, 2)).toEqual({ fromMs: minute(2), toMs: minute(3) });
  });

  it("never reaches beyond the range shown", ({ expect }) => {
    expect(brushedRange(grid, 0, 4)).toEqual({ fromMs: grid.fromMs, toMs: grid.toMs });
  });

  it("does nothing on an empty chart", ({ expect }) => {
    expect(brushedRange({ ...grid, buckets: [] }, 0, 0)).toBeNull();
  });

  it("finds the bucket under the pointer, also when it left the chart", ({ expect }) => {
    expect([-0.2, 0, 0.5, 0.999, 1.4].map((fraction) => bucketAt(fraction, 10))).toEqual([0, 0, 5, 9, 9]);
  });

  it("moves by keyboard within the chart", ({ expect }) => {
    expect(["ArrowLeft", "ArrowRight", "End", "PageDown", "a"].map((key) => movedCursor(key, 0, 5))).toEqual([0, 1, 4, 4, null]);
  });
});
