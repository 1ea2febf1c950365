import type { Bytes, Place, Sink } from "#server/ingest/native/sink";
import { putPlace, putUtf8, putVarint, sink } from "#server/ingest/native/sink";

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
  /** where the text that is being looked up stands: kept here so that a look-up makes no object */
  source: Bytes;
  readonly scratch: Sink;
}

export const emptyText = 0;

export function lexicon(): Lexicon {
  const scratch = sink(1_024);
  const fresh: Lexicon = {
    entries: sink(8_192),
    starts: new Uint32Array(256),
    texts: new Uint32Array(256),
    size: 0,
    slots: new Int32Array(1_024),
    byString: new Map(),
    scratch,
    source: scratch,
  };
  intern(fresh, fresh.scratch, { start: 0, end: 0 });
  return fresh;
}

/** The number of the text at the place. */
export function intern(into: Lexicon, from: Bytes, place: Place): number {
  into.source = from;
  const mask = into.slots.length - 1;
  let slot = hash(from, place) & mask;
  for (;;) {
    const entry = into.slots[slot] as number;
    if (entry === 0) return add(into, slot, { from, place });
    if (isEntry(into, entry - 1, place)) return entry - 1;
    slot = (slot + 1) & mask;
  }
}

export function internText(into: Lexicon, text: string): number {
  const known = into.byString.get(text);
  if (known !== undefined) return known;
  into.scratch.length = 0;
  putUtf8(into.scratch, text);
  const number = intern(into, into.scratch, { start: 0, end: into.scratch.length });
  into.byString.set(text, number);
  return number;
}

const decoder = new TextDecoder();

export function textOf(from: Lexicon, number: number): string {
  return decoder.decode(from.entries.bytes.subarray(from.texts[number], entryEnd(from, number)));
}

/** Where the text alone stands in `entries`. */
export function textPlace(from: Lexicon, number: number): Place {
  return { start: from.texts[number] as number, end: entryEnd(from, number) };
}

/** Where the text and the length before it stand in `entries`. */
export function entryPlace(from: Lexicon, number: number): Place {
  return { start: from.starts[number] as number, end: entryEnd(from, number) };
}

function entryEnd(from: Lexicon, number: number): number {
  return number + 1 === from.size ? from.entries.length : (from.starts[number + 1] as number);
}

interface Text {
  readonly from: Bytes;
  readonly place: Place;
}

function add(into: Lexicon, slot: number, { from, place }: Text): number {
  const number = into.size;
  if (number === into.starts.length) {
    into.starts = doubled(into.starts);
    into.texts = doubled(into.texts);
  }
  into.starts[number] = into.entries.length;
  putVarint(into.entries, place.end - place.start);
  into.texts[number] = into.entries.length;
  putPlace(into.entries, from, place);
  into.slots[slot] = number + 1;
  into.size = number + 1;
  if (into.size * 2 > into.slots.length) rehash(into);
  return number;
}

function rehash(into: Lexicon): void {
  const slots = new Int32Array(into.slots.length * 2);
  const mask = slots.length - 1;
  for (let number = 0; number < into.size; number += 1) {
    let slot = hash(into.entries, { start: into.texts[number] as number, end: entryEnd(into, number) }) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = number + 1;
  }
  into.slots = slots;
}

/** MurmurHash3: every byte counts, so that texts which differ only in the middle do not pile up. */
function hash({ view }: Bytes, { start, end }: Place): number {
  let mixed = end - start;
  let at = start;
  for (; at + 4 <= end; at += 4) mixed = mix(mixed, view.getUint32(at, true));
  let rest = 0;
  for (; at < end; at += 1) rest = (rest << 8) | view.getUint8(at);
  mixed = mix(mixed, rest);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function mix(mixed: number, word: number): number {
  const scrambled = Math.imul(word, 0xcc9e2d51);
  const turned = mixed ^ Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe6546b64) | 0;
}

function isEntry(into: Lexicon, number: number, place: Place): boolean {
  const { source: from } = into;
  let own = into.texts[number] as number;
  if (entryEnd(into, number) - own !== place.end - place.start) return false;
  const { view } = into.entries;
  let at = place.start;
  for (; at + 4 <= place.end; at += 4, own += 4) if (view.getUint32(own) !== from.view.getUint32(at)) return false;
  for (; at < place.end; at += 1, own += 1) if (view.getUint8(own) !== from.view.getUint8(at)) return false;
  return true;
}

export function doubled(from: Uint32Array): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(from.length * 2);
  grown.set(from);
  return grown;
}
