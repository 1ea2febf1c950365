/** A seeded source of chance: the same seed gives the same fleet, byte for byte. */
export interface Random {
  /** 0 ≤ n < 1 */
  next(): number;
  /** An integer, both ends included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  weighted<T>(items: readonly (readonly [T, number])[], otherwise: T): T;
  /** Log-normal: half of the values are below the median; `spread` 0.3 is calm, 1 is wild. */
  around(median: number, spread: number): number;
  hex(digits: number): string;
  /** An independent source, so that one part drawing more does not change the others. */
  fork(): Random;
}

export function seededRandom(seed: number): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const word = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = (): number => word() / 0x1_0000_0000;
  const random: Random = {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    weighted: (items, otherwise) => {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      return items.find(([, weight]) => (left -= weight) < 0)?.[0] ?? otherwise;
    },
    around: (median, spread) => median * Math.exp(spread * gauss(next)),
    hex: (digits) => {
      let text = "";
      while (text.length < digits) text += word().toString(16).padStart(8, "0");
      return text.slice(0, digits);
    },
    fork: () => seededRandom(word()),
  };
  return random;
}

function gauss(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** A UUIDv7 whose time is the start of the exchange. */
export function executionIdAt(random: Random, startMicros: number): string {
  const time = Math.floor(startMicros / 1_000)
    .toString(16)
    .padStart(12, "0");
  const variant = (8 + random.int(0, 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.hex(3)}-${variant}${random.hex(3)}-${random.hex(12)}`;
}
