import type { ZoneOffset } from "#schema/contract/query/calendar";
import { fromLocal } from "#schema/contract/query/calendar";

/** An instant as `<input type="datetime-local">` wants it: `2026-11-22T14:03:07`, in the zone. */
export function toWallClock(epochMs: number, offset: ZoneOffset): string {
  return new Date(epochMs + offset(epochMs) * 60_000).toISOString().slice(0, 19);
}

/** Milliseconds since the epoch; undefined when the text is incomplete. */
export function fromWallClock(text: string, offset: ZoneOffset): number | undefined {
  const localMs = Date.parse(`${text}Z`);
  return Number.isNaN(localMs) ? undefined : fromLocal(localMs, offset);
}
