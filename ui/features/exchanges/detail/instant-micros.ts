/** Microseconds since the epoch of an ISO instant; `Date.parse` would drop what is finer than a millisecond. */
export function instantMicros(instant: string): number {
  const fraction = /\.(\d+)/.exec(instant)?.[1] ?? "";
  const micros = Number(fraction.padEnd(6, "0").slice(0, 6));
  return Math.floor(Date.parse(instant) / 1_000) * 1_000_000 + micros;
}
