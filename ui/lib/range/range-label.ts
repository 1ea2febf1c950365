import type { Moment, Range } from "#ui/lib/range/range.ts";
import { resolve } from "#ui/lib/range/range.ts";

const words: Readonly<Record<string, readonly [one: string, many: string]>> = {
  s: ["second", "seconds"],
  m: ["minute", "minutes"],
  h: ["hour", "hours"],
  d: ["day", "days"],
  w: ["week", "weeks"],
};

/** `Last 15 minutes`, `Today`, `22 Nov 14:00 – 15:30`, `21 Nov 23:00 – 22 Nov 01:00`. */
export function rangeLabel(range: Range, moment: Moment): string {
  const [, count, unit] = /^now-(\d+)([smhdw])$/.exec(range.from) ?? [];
  if (range.to === "now" && count !== undefined && unit !== undefined) {
    return `Last ${count === "1" ? "" : `${count} `}${words[unit]?.[count === "1" ? 0 : 1] ?? unit}`;
  }
  if (range.from === "today") return "Today";
  if (range.from === "yesterday" && range.to === "today") return "Yesterday";
  const resolved = resolve(range, moment);
  if (resolved === undefined) return `${range.from} – ${range.to}`;
  const from = wallClock(resolved.fromMs, moment);
  const to = wallClock(resolved.toMs, moment);
  return `${from.day} ${from.time} – ${from.day === to.day ? "" : `${to.day} `}${to.time}`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function wallClock(ms: number, { nowMs, offset }: Moment): { readonly day: string; readonly time: string } {
  const shown = new Date(ms + offset(ms) * 60_000);
  const thisYear = new Date(nowMs + offset(nowMs) * 60_000).getUTCFullYear();
  const year = shown.getUTCFullYear() === thisYear ? "" : ` ${shown.getUTCFullYear()}`;
  const seconds = shown.getUTCSeconds() === 0 ? 16 : 19;
  return { day: `${shown.getUTCDate()} ${months[shown.getUTCMonth()]}${year}`, time: shown.toISOString().slice(11, seconds) };
}
