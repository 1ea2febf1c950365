import type { Sink } from "#server/ingest/native/sink";
import { putBytes, putUtf8, putVarint, sink } from "#server/ingest/native/sink";

/**
 * The distinct texts of one request, numbered from 0 (the empty text). Columns refer to texts by number, so that a text is hashed once
 * however many columns it stands in. Filled from bytes (OTLP) or from strings (NDJSON); equal texts get equal numbers either way.
 */
export interface Lexicon {
  /** every text behind its length, as ClickHouse writes a String */
  readonly entries: Sink;
  /** where the entry and its text begin, by number */
  starts: Uint32Array;
  texts: Uint32Array;
  size: number;
  /** open addressing: number + 1, or 0 */
  slots: Int32Array;
  readonly byString: Map<string, number>;
  readonly scratch: Sink;
}

export const emptyText = 0;

export function lexicon(): Lexicon {
  const fresh: Lexicon = {
    entries: sink(8_192),
    starts: new Uint32Array(256),
    texts: new Uint32Array(256),
    size: 0,
    slots: new Int32Array(1_024),
    byString: new Map(),
    scratch: sink(1_024),
  };
  intern(fresh, fresh.scratch.bytes, 0, 0);
  return fresh;
}

/** The number of the text `from[start..end)`. */
export function intern(into: Lexicon, from: Uint8Array, start: number, end: number): number {
  const mask = into.slots.length - 1;
  let slot = hash(from, start, end) & mask;
  for (;;) {
    const entry = into.slots[slot] as number;
    if (entry === 0) return add(into, slot, from.subarray(start, end));
    if (equals(into, entry - 1, from, start, end)) return entry - 1;
    slot = (slot + 1) & mask;
  }
}

export function internText(into: Lexicon, text: string): number {
  const known = into.byString.get(text);
  if (known !== undefined) return known;
  into.scratch.length = 0;
  putUtf8(into.scratch, text);
  const number = intern(into, into.scratch.bytes, 0, into.scratch.length);
  into.byString.set(text, number);
  return number;
}

const decoder = new TextDecoder();

export function textOf(from: Lexicon, number: number): string {
  return decoder.decode(from.entries.bytes.subarray(from.texts[number], entryEnd(from, number)));
}

export function entryStart(from: Lexicon, number: number): number {
  return from.starts[number] as number;
}

export function entryEnd(from: Lexicon, number: number): number {
  return number + 1 === from.size ? from.entries.length : (from.starts[number + 1] as number);
}

function add(into: Lexicon, slot: number, text: Uint8Array): number {
  const number = into.size;
  if (number === into.starts.length) {
    into.starts = doubled(into.starts);
    into.texts = doubled(into.texts);
  }
  into.starts[number] = into.entries.length;
  putVarint(into.entries, text.length);
  into.texts[number] = into.entries.length;
  putBytes(into.entries, text, 0, text.length);
  into.slots[slot] = number + 1;
  into.size = number + 1;
  if (into.size * 2 > into.slots.length) rehash(into);
  return number;
}

function rehash(into: Lexicon): void {
  const slots = new Int32Array(into.slots.length * 2);
  const mask = slots.length - 1;
  for (let number = 0; number < into.size; number += 1) {
    let slot = hash(into.entries.bytes, into.texts[number] as number, entryEnd(into, number)) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = number + 1;
  }
  into.slots = slots;
}

/** Every byte counts, so that nobody can choose texts that differ only where nobody looks. */
function hash(from: Uint8Array, start: number, end: number): number {
  let mixed = 0x811c9dc5 ^ (end - start);
  for (let i = start; i < end; i += 1) mixed = Math.imul(mixed ^ (from[i] as number), 0x01000193);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function equals(into: Lexicon, number: number, from: Uint8Array, start: number, end: number): boolean {
  let at = into.texts[number] as number;
  if (entryEnd(into, number) - at !== end - start) return false;
  const { bytes } = into.entries;
  for (let i = start; i < end; i += 1) if (bytes[at++] !== from[i]) return false;
  return true;
}

export function doubled(from: Uint32Array): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(from.length * 2);
  grown.set(from);
  return grown;
}
