/** Local time minus UTC in minutes at an instant (ms since the epoch): how a zone is told to pure functions. */
export type ZoneOffset = (epochMs: number) => number;

export const utc: ZoneOffset = () => 0;

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: minuteMs, h: 60 * minuteMs, d: dayMs, w: 7 * dayMs };
/** The epoch began on a Thursday; weeks begin on Monday. */
const firstMondayMs = 4 * dayMs;

/** The instant at which a clock of the zone shows what a UTC clock shows at `localMs`. */
export function fromLocal(localMs: number, offset: ZoneOffset): number {
  const guess = localMs - offset(localMs) * minuteMs;
  return localMs - offset(guess) * minuteMs;
}

/** The start of the unit (`s m h d w M y`) in which the instant lies, in the zone. */
export function roundDown(epochMs: number, unit: string, offset: ZoneOffset): number {
  const local = epochMs + offset(epochMs) * minuteMs;
  if (unit === "M" || unit === "y") {
    const date = new Date(local);
    return fromLocal(Date.UTC(date.getUTCFullYear(), unit === "M" ? date.getUTCMonth() : 0, 1), offset);
  }
  const size = unitMs[unit] ?? 1;
  const origin = unit === "w" ? firstMondayMs : 0;
  return fromLocal(Math.floor((local - origin) / size) * size + origin, offset);
}

/** The instant moved by a number of units; months and years keep the day of the month where there is one. */
export function moved(epochMs: number, by: { readonly count: number; readonly unit: string }, offset: ZoneOffset): number {
  if (by.unit !== "M" && by.unit !== "y") return epochMs + by.count * (unitMs[by.unit] ?? 0);
  const date = new Date(epochMs + offset(epochMs) * minuteMs);
  date.setUTCMonth(date.getUTCMonth() + by.count * (by.unit === "y" ? 12 : 1));
  return fromLocal(date.getTime(), offset);
}
