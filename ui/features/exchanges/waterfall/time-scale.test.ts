import { describe, it } from "vitest";
import { placeOf, scaleOf, ticksOf } from "./time-scale.ts";

describe("the waterfall's time scale", () => {
  it("runs from the earliest start to the latest end", ({ expect }) => {
    const scale = scaleOf([
      { offsetMicros: 200, durationMicros: 50 },
      { offsetMicros: 100, durationMicros: 400 },
    ]);
    expect(scale).toEqual({ startMicros: 100, spanMicros: 400 });
  });

  it("places a bar in percent of the track", ({ expect }) => {
    expect(placeOf({ startMicros: 100, spanMicros: 400 }, { offsetMicros: 200, durationMicros: 100 })).toEqual({ left: 25, width: 25 });
  });

  it("cuts a bar that ends after the exchange, as a wire tap's does", ({ expect }) => {
    expect(placeOf({ startMicros: 0, spanMicros: 100 }, { offsetMicros: 90, durationMicros: 500 })).toEqual({ left: 90, width: 10 });
  });

  it("has a span even for an exchange that took no time", ({ expect }) => {
    expect(scaleOf([{ offsetMicros: 0, durationMicros: 0 }]).spanMicros).toBe(1);
    expect(scaleOf([]).spanMicros).toBe(1);
  });

  it("puts ticks at round offsets and no more than asked for", ({ expect }) => {
    expect(ticksOf({ startMicros: 0, spanMicros: 48_211 }, 6)).toEqual([0, 10_000, 20_000, 30_000, 40_000]);
    expect(ticksOf({ startMicros: 0, spanMicros: 3 }, 6)).toEqual([0, 1, 2]);
  });
});
