import type { FixedColumn } from "#server/ingest/native/columns";
import { putUint64 } from "#server/ingest/native/sink";

const dayMs = 86_400_000;
const futureMs = 5 * 60_000;

/** `earliestMs` to `latestMs`: instants that are stored as they come, in milliseconds since the epoch; others are moved to the nearest bound. */
export interface TimeWindow {
  readonly nowMs: number;
  readonly earliestMs: number;
  readonly latestMs: number;
}

/** No block may touch more than a hundred daily partitions, and nothing may expire on arrival. */
export const retentionDays = 89;

export function timeWindow(nowMs: number): TimeWindow {
  return { nowMs, earliestMs: nowMs - retentionDays * dayMs, latestMs: nowMs + futureMs };
}

export const clampedTime = "the time is outside of what is kept (89 days back, 5 minutes ahead); it was moved to the nearest kept instant";

export function clampMs(timeMs: number, window: TimeWindow): number {
  return Math.min(Math.max(timeMs, window.earliestMs), window.latestMs);
}

/** Whole milliseconds of the nanoseconds (64 bits, little-endian) at a place. Exact, without BigInt: 2^32 = 4294 * 10^6 + 967296. */
export function millisecondsAt(view: DataView, at: number): number {
  const high = view.getUint32(at + 4, true);
  return high * 4_294 + Math.floor((high * 967_296 + view.getUint32(at, true)) / 1_000_000);
}

/** Whole microseconds of the nanoseconds at a place: 2^32 = 4294967 * 10^3 + 296. */
export function microsecondsAt(view: DataView, at: number): number {
  const high = view.getUint32(at + 4, true);
  return high * 4_294_967 + Math.floor((high * 296 + view.getUint32(at, true)) / 1_000);
}

const uuidVersion = 0x7000;
const uuidVariant = 0x80000000;
const twoTo32 = 4_294_967_296;

/** 128 bits that make an id unique among those of its millisecond. */
export interface UuidSeed {
  readonly high: number;
  readonly low: number;
  readonly extra: number;
}

/** Appends a UUIDv7 whose time is `timeMs` and whose other bits come from the seed: the same for every retry. */
export function putTimedUuid(to: FixedColumn, timeMs: number, seed: UuidSeed): void {
  const folded = (seed.extra ^ (seed.extra >>> 12) ^ (seed.extra >>> 24) ^ (seed.high >>> 30)) & 0xfff;
  putUint64(to.data, 0);
  const { view, length } = to.data;
  view.setUint32(length - 4, Math.floor(timeMs / 65_536), true);
  view.setUint32(length - 8, ((timeMs % 65_536) * 65_536 + (uuidVersion | folded)) % twoTo32, true);
  putUint64(to.data, 0);
  to.data.view.setUint32(to.data.length - 4, (uuidVariant | (seed.high & 0x3fffffff)) >>> 0, true);
  to.data.view.setUint32(to.data.length - 8, seed.low >>> 0, true);
}
