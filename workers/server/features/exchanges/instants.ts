import type { TimeRange } from "#schema/contract/query/time";
import { isoOf } from "#server/platform/clock";

/** ISO 8601 with microseconds. */
export function isoMicros(micros: number): string {
  const rest = micros % 1_000;
  return `${isoOf(Math.floor(micros / 1_000)).slice(0, -1)}${String(rest).padStart(3, "0")}Z`;
}

export function isoRange({ fromMicros, toMicros }: TimeRange): { from: string; to: string } {
  return { from: isoMicros(fromMicros), to: isoMicros(toMicros) };
}
