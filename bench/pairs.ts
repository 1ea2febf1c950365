/** One arm of a comparison: does a fixed amount of work and says what it cost, in any unit. */
export type Arm = () => Promise<number>;

interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Median over the pairs of cost(a) / cost(b). */
export interface Ratio extends Estimate {
  /** Median over the pairs of cost(a) − cost(b). */
  readonly difference: Estimate;
  readonly a: number;
  readonly b: number;
}

/** Runs two arms interleaved as ABBA, so that a drift of the machine hits both alike. */
export async function compare(a: Arm, b: Arm, pairs: number): Promise<Ratio> {
  const costs: { a: number; b: number }[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    if (pair % 2 === 0) costs.push({ a: await a(), b: await b() });
    else {
      const second = await b();
      costs.push({ a: await a(), b: second });
    }
  }
  const difference = estimate(costs.map((cost) => cost.a - cost.b));
  return {
    ...estimate(costs.map((cost) => cost.a / cost.b)),
    difference,
    a: median(costs.map((cost) => cost.a)),
    b: median(costs.map((cost) => cost.b)),
  };
}

function estimate(values: readonly number[]): Estimate {
  return { value: median(values), ...bootstrap(values) };
}

/** The A/A control: an arm against itself must come out even, or the run is void. */
export function isEven(control: Ratio): boolean {
  return control.value >= 0.95 && control.value <= 1.05;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** 90 % interval of the median, by resampling with a fixed seed. */
export function bootstrap(values: readonly number[]): { low: number; high: number } {
  const next = mulberry32(1);
  const medians: number[] = [];
  for (let round = 0; round < 1_000; round += 1) {
    medians.push(median(values.map(() => values[Math.floor(next() * values.length)] ?? Number.NaN)));
  }
  medians.sort((left, right) => left - right);
  return { low: medians[50] ?? Number.NaN, high: medians[949] ?? Number.NaN };
}

/** A small seeded generator (mulberry32), uniform in [0, 1). */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
