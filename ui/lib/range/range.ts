import type { ZoneOffset } from "#schema/contract/query/calendar";
import { resolveRange, resolveTime } from "#schema/contract/query/time";

/** A range as it stands in the URL: both ends as typed. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** The instant and the zone against which texts are read. */
export interface Moment {
  readonly nowMs: number;
  readonly offset: ZoneOffset;
}

export interface RangeMs {
  readonly fromMs: number;
  readonly toMs: number;
}

export const defaultRange: Range = { from: "now-1h", to: "now" };

export const presets: readonly Range[] = ["1m", "5m", "15m", "1h", "3h", "6h", "12h", "1d", "2d", "7d", "30d"].map((span) => ({
  from: `now-${span}`,
  to: "now",
}));

const relative = /^now(?:[-+]\d{1,9}(?:ms|[smhdw]))*$/;

/** Whether the range moves with the clock and ends now: the only kind that can be live. */
export function endsNow(range: Range): boolean {
  return range.to === "now";
}

/** Undefined when a text cannot be read. */
export function resolve(range: Range, moment: Moment): RangeMs | undefined {
  const from = resolveTime(range.from, moment.nowMs, moment.offset);
  const to = resolveTime(range.to, moment.nowMs, moment.offset);
  if (from === undefined || to === undefined) return undefined;
  return { fromMs: Math.min(from, to) / 1_000, toMs: Math.max(from, to) / 1_000 };
}

/** Reads what a person typed or pasted. Relative ends stay relative; everything else becomes absolute. */
export function readRange(text: string, moment: Moment): Range | undefined {
  const trimmed = text.trim().toLowerCase();
  const span = /^(?:last\s+|now\s*-\s*|-)?(\d{1,6})\s*([smhdw])$/.exec(trimmed);
  if (span !== null) return { from: `now-${span[1]}${span[2]}`, to: "now" };
  if (trimmed === "today") return { from: "today", to: "now" };
  if (trimmed === "yesterday") return { from: "yesterday", to: "today" };
  if (relative.test(trimmed)) return { from: trimmed, to: "now" };
  const [from, to] = trimmed.split(/\s+to\s+/);
  if (from !== undefined && to !== undefined && relative.test(from) && relative.test(to)) return { from, to };
  const resolved = resolveRange(text, moment.nowMs, moment.offset);
  return resolved && absolute({ fromMs: resolved.fromMicros / 1_000, toMs: resolved.toMicros / 1_000 });
}

export function absolute({ fromMs, toMs }: RangeMs): Range {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}

/** The range with its clock stopped, for links that must show the same to everybody. */
export function freeze(range: Range, moment: Moment): Range {
  const resolved = resolve(range, moment);
  return resolved === undefined ? range : absolute(resolved);
}

/** What the server is sent. It reads words such as `yesterday` in UTC, so those are resolved in the person's own zone first. */
export function forServer(range: Range, moment: Moment): Range {
  const end = (text: string) => {
    if (relative.test(text)) return text;
    const micros = resolveTime(text, moment.nowMs, moment.offset);
    return micros === undefined ? text : new Date(micros / 1_000).toISOString();
  };
  return { from: end(range.from), to: end(range.to) };
}

/** One window earlier (-1) or later (1). Never beyond now: there the range becomes relative again. */
export function shift(range: Range, direction: 1 | -1, moment: Moment): Range {
  const resolved = resolve(range, moment);
  if (resolved === undefined) return range;
  const windowMs = resolved.toMs - resolved.fromMs;
  const next = { fromMs: resolved.fromMs + direction * windowMs, toMs: resolved.toMs + direction * windowMs };
  return next.toMs >= moment.nowMs ? lastMs(windowMs) : absolute(next);
}

/** Twice as wide (2) or half (0.5): around the middle, or, when it ends now, from its end. */
export function zoom(range: Range, factor: number, moment: Moment): Range {
  const resolved = resolve(range, moment);
  if (resolved === undefined) return range;
  const windowMs = Math.max(1_000, (resolved.toMs - resolved.fromMs) * factor);
  if (endsNow(range)) return lastMs(windowMs);
  const middle = (resolved.fromMs + resolved.toMs) / 2;
  return absolute({ fromMs: middle - windowMs / 2, toMs: Math.min(moment.nowMs, middle + windowMs / 2) });
}

const unitsMs = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

function lastMs(windowMs: number): Range {
  const rounded = Math.max(1_000, Math.round(windowMs / 1_000) * 1_000);
  const [unit, size] = unitsMs.find(([, size]) => rounded % size === 0) ?? ["s", 1_000];
  return { from: `now-${rounded / size}${unit}`, to: "now" };
}
