import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { histogramBucket } from "#schema/protocol/v1/batch";
import { added, figuresOf, nothing, percentilesOf } from "#server/features/routes/figures";

function histogramOf(durations: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const micros of durations) counts[histogramBucket(micros)] = (counts[histogramBucket(micros)] ?? 0) + 1;
  return counts;
}

const durations = fc.array(fc.integer({ min: 1, max: 3_600_000_000 }), { minLength: 1, maxLength: 300 });

describe("percentiles from a histogram", () => {
  it("lie within the width of a bucket of the exact ones", () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(0.5, 0.95, 0.99, 1), (values, share) => {
        const exact = values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN;
        const [estimated = Number.NaN] = percentilesOf(histogramOf(values), [share]);
        expect(Math.abs(Math.log2(estimated / exact))).toBeLessThanOrEqual(1 / 16 + 1e-9);
      }),
    );
  });

  it("do not depend on how the runs were cut into windows", () => {
    fc.assert(
      fc.property(durations, durations, (one, other) => {
        const window = (values: readonly number[]) => ({ ...nothing, total: values.length, histogram: histogramOf(values) });
        expect(figuresOf(added(window(one), window(other)))).toEqual(figuresOf(window([...one, ...other])));
      }),
    );
  });
});

describe("figures without a run", () => {
  it("have no durations", () => {
    expect(figuresOf(nothing)).toMatchObject({ total: 0, meanMicros: null, p50Micros: null, p99Micros: null, maxMicros: null });
  });
});
