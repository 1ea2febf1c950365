import type { TimeRange } from "#schema/contract/query/time";
import { resolveTime } from "#schema/contract/query/time";
import type { ProblemPlace } from "#schema/problems";
import { Problem } from "#schema/problems";
import { isoOf } from "#server/platform/clock";

interface Bounds {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface Moment {
  readonly nowMs: number;
  /** How far a range without a start reaches back. */
  readonly defaultMs: number;
}

export const dayMs = 86_400_000;

/** The range that `from` and `to` of a request mean. Throws `invalid-request` where they mean none. */
export function resolveBounds({ from, to }: Bounds, { nowMs, defaultMs }: Moment): TimeRange {
  const toMicros = boundMicros("to", to ?? "now", nowMs);
  const fromMicros = from === undefined ? Math.max(0, toMicros - defaultMs * 1_000) : boundMicros("from", from, nowMs);
  if (fromMicros < toMicros) return { fromMicros, toMicros };
  throw invalid({ pointer: "/query/from", detail: "The start of the range lies behind its end." });
}

/** The instant that a parameter means, in microseconds since the epoch. Throws `invalid-request` where it means none. */
export function boundMicros(name: "from" | "to" | "at", written: string, nowMs: number): number {
  const micros = resolveTime(written, nowMs);
  if (micros !== undefined) return micros;
  const detail = "This is no point in time; write for example now-15m, yesterday or 2026-11-20T14:00:00Z.";
  throw invalid({ pointer: `/query/${name}`, detail });
}

/** One place of a request that is wrong in a way its schema cannot say. */
export function invalid(place: ProblemPlace): Problem {
  return new Problem("invalid-request", { detail: `${place.pointer}: ${place.detail}`, errors: [place] });
}

/** ISO 8601 with microseconds. */
export function isoMicros(micros: number): string {
  return `${isoOf(Math.floor(micros / 1_000)).slice(0, -1)}${String(micros % 1_000).padStart(3, "0")}Z`;
}

export function isoRange({ fromMicros, toMicros }: TimeRange): { from: string; to: string } {
  return { from: isoMicros(fromMicros), to: isoMicros(toMicros) };
}
