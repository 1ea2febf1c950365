import type { ZoneOffset } from "#schema/contract/query/calendar";
import { dayMs, fromLocal, minuteMs, moved, roundDown, utc } from "#schema/contract/query/calendar";

export interface TimeRange {
  readonly fromMicros: number;
  readonly toMicros: number;
}

interface Zone {
  readonly nowMs: number;
  readonly offset: ZoneOffset;
}

/** Later instants do not fit the store's nanoseconds. */
const latestMicros = Date.UTC(2262, 0, 1) * 1_000;

/**
 * A point in time as people write it, in microseconds since the epoch; undefined when it is none. Understands ISO 8601 (with or without a
 * zone), `2026-11-20 14:00`, `14:00`, epoch seconds, milliseconds or microseconds by magnitude, `now`, `now-2h`, `-30m`, `now-1d/d`
 * (rounded down to the unit: s m h d w M y), `today`, `yesterday`, `tomorrow`. A text without a zone counts in the given one, UTC unless told.
 */
export function resolveTime(text: string, nowMs: number, offset: ZoneOffset = utc): number | undefined {
  const zone = { nowMs, offset };
  const trimmed = text.trim().replace(/^[A-Za-z]{2,}/, (word) => word.toLowerCase());
  const micros = epochMicros(trimmed) ?? dateMath(trimmed, zone) ?? isoMicros(trimmed, zone) ?? clockOn(nowMs, trimmed, zone);
  return micros !== undefined && micros >= 0 && micros <= latestMicros ? micros : undefined;
}

/** `a to b`, a whole day (`yesterday`, `2026-11-20`), up to now (`now-2h`, `-30m`), or five minutes around a pasted instant. */
export function resolveRange(text: string, nowMs: number, offset: ZoneOffset = utc): TimeRange | undefined {
  const zone = { nowMs, offset };
  const trimmed = text.trim();
  const [, first, second] = /^(\S.*?)\s+(?:to|until|-|–)\s+(\S.*)$/.exec(trimmed) ?? [];
  if (first !== undefined && second !== undefined) return between(first, second, zone);
  const at = resolveTime(trimmed, nowMs, offset);
  if (at === undefined) return undefined;
  if (/^(today|yesterday|tomorrow|\d{4}-\d{2}-\d{2})$/i.test(trimmed)) return { fromMicros: at, toMicros: dayAfter(at, offset) };
  if (/^(now|[-+]|today|yesterday)/i.test(trimmed)) return ordered(at, nowMs * 1_000);
  return { fromMicros: Math.max(0, at - 5 * minuteMs * 1_000), toMicros: at + 5 * minuteMs * 1_000 };
}

function between(first: string, second: string, zone: Zone): TimeRange | undefined {
  const from = resolveTime(first, zone.nowMs, zone.offset);
  if (from === undefined) return undefined;
  const to = clockOn(from / 1_000, second, zone) ?? resolveTime(second, zone.nowMs, zone.offset);
  return to === undefined ? undefined : ordered(from, to);
}

function ordered(a: number, b: number): TimeRange {
  return { fromMicros: Math.min(a, b), toMicros: Math.max(a, b) };
}

function dayAfter(micros: number, offset: ZoneOffset): number {
  return roundDown(micros / 1_000 + 1.5 * dayMs, "d", offset) * 1_000;
}

/** Up to 11 digits are seconds, up to 14 milliseconds, more are microseconds. */
function epochMicros(text: string): number | undefined {
  if (!/^\d{9,17}(\.\d{1,9})?$/.test(text)) return undefined;
  const number = Number(text);
  const factor = number < 1e11 ? 1e6 : number < 1e14 ? 1e3 : 1;
  return Math.round(number * factor);
}

function dateMath(text: string, { nowMs, offset }: Zone): number | undefined {
  const match = /^(now|today|yesterday|tomorrow)?((?:[-+]\d{1,9}(?:ms|[smhdwMy]))*)(?:\/([smhdwMy]))?$/.exec(text);
  const [, word, steps = "", rounding] = match ?? [];
  if (word === undefined && steps === "") return undefined;
  let at = wordMs(word ?? "now", { nowMs, offset });
  for (const [, count, unit = ""] of steps.matchAll(/([-+]\d+)([a-zA-Z]+)/g)) at = moved(at, { count: Number(count), unit }, offset);
  return Math.round((rounding === undefined ? at : roundDown(at, rounding, offset)) * 1_000);
}

function wordMs(word: string, { nowMs, offset }: Zone): number {
  const today = roundDown(nowMs, "d", offset);
  if (word === "today") return today;
  if (word === "yesterday") return roundDown(today - dayMs / 2, "d", offset);
  return word === "tomorrow" ? roundDown(today + 1.5 * dayMs, "d", offset) : nowMs;
}

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s*([Zz]|[-+]\d{2}:?\d{2})?)?$/;

function isoMicros(text: string, { offset }: Zone): number | undefined {
  const [, year, month, day, clock, zone] = iso.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const exists = new Date(midnight).getUTCDate() === Number(day) && Number(month) <= 12;
  const time = clock === undefined ? 0 : clockMicros(clock);
  if (!exists || time === undefined) return undefined;
  if (zone !== undefined) return midnight * 1_000 + time - zoneMinutes(zone) * minuteMs * 1_000;
  const localMs = midnight + Math.floor(time / 1_000);
  return fromLocal(localMs, offset) * 1_000 + (time % 1_000);
}

function zoneMinutes(zone: string): number {
  const [, sign, hours, minutes] = /^([-+])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Microseconds since midnight of `14:00`, `14:00:05` or `14:00:05.123456`. */
function clockMicros(text: string): number | undefined {
  const [, hours, minutes, seconds = "0", fraction = ""] = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1e6 + Number(fraction.padEnd(6, "0").slice(0, 6));
}

/** The time of day on the day of an instant. */
function clockOn(dayOfMs: number, text: string, { offset }: Zone): number | undefined {
  const time = clockMicros(text);
  if (time === undefined) return undefined;
  const localMidnight = roundDown(dayOfMs + offset(dayOfMs) * minuteMs, "d", utc);
  return fromLocal(localMidnight + Math.floor(time / 1_000), offset) * 1_000 + (time % 1_000);
}
