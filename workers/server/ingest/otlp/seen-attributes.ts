import type { Wire } from "#server/ingest/otlp/wire";

/**
 * Attributes of the request that were understood before. Senders repeat most of them from span to span byte for byte, and comparing bytes
 * is much cheaper than understanding them again. A newer attribute takes the place of an older one with the same hash.
 */
export interface SeenAttributes {
  readonly slots: Int32Array;
}

/** Fields of a slot: where the attribute's message lies in the request, what it says, and how many of its last bytes are stored. */
export const seen = { start: 0, length: 1, key: 2, meaning: 3, number: 4, stored: 5 } as const;

const width = 8;
const slotCount = 1_024;
const shortest = 8;
export const notSeen = -1;

export function seenAttributes(): SeenAttributes {
  return { slots: new Int32Array(slotCount * width) };
}

/** The slot of an earlier attribute with the same bytes as the one that begins here, or `notSeen`. */
export function findSeen({ slots }: SeenAttributes, { view, at: start }: Wire, end: number): number {
  const length = end - start;
  if (length < shortest) return notSeen;
  const slot = slotOf(view, start, end);
  if (slots[slot + seen.length] !== length) return notSeen;
  const shift = (slots[slot + seen.start] as number) - start;
  const last = end - 8;
  for (let at = start; at < last; at += 8) if (view.getBigUint64(at, true) !== view.getBigUint64(at + shift, true)) return notSeen;
  return view.getBigUint64(last, true) === view.getBigUint64(last + shift, true) ? slot : notSeen;
}

/** The slot for the attribute, or `notSeen` when it is too short for one. The caller fills it, all but `start` and `length`. */
export function takeSlot({ slots }: SeenAttributes, { view }: Wire, { start, end }: { start: number; end: number }): number {
  if (end - start < shortest) return notSeen;
  const slot = slotOf(view, start, end);
  slots[slot + seen.start] = start;
  slots[slot + seen.length] = end - start;
  return slot;
}

/** From the bytes in which attributes differ most: where the name begins, the middle, the end of the value. */
function slotOf(view: DataView, start: number, end: number): number {
  let mixed = Math.imul(view.getInt32(end - 4), 0x9e3779b1) ^ Math.imul(view.getInt32(end - 8), 0x85ebca6b);
  mixed ^= Math.imul(view.getInt32(start + 2), 0xc2b2ae35) ^ Math.imul(view.getInt32((start + end - 4) >> 1), 0x27d4eb2f);
  mixed = Math.imul(mixed ^ (mixed >>> 15) ^ (end - start), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 13)) & (slotCount - 1)) * width;
}
