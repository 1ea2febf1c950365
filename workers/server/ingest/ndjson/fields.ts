import type { Bytes, Place, Sink } from "#server/ingest/native/sink";
import { putPlace, putUtf8, putVarint, sink } from "#server/ingest/native/sink";
import type { Numbers, StepWords } from "#server/ingest/ndjson/integer-lists";
import { numbers, readIntegers, readStepIntegers, stepWords } from "#server/ingest/ndjson/integer-lists";
import { notUsual, stringEnd, valueEnd } from "#server/ingest/ndjson/json-end";
import { integer, text } from "#server/ingest/ndjson/read";

/** Members of an execution line that mean something. */
export const fieldNames = "k id v e r f g t d s tr sp p ro links src rd ds lv pl c a th x n o u pa st i at xs ch b ep rt err agg".split(
  " ",
) as readonly FieldName[];

export type FieldName =
  | ("k" | "id" | "v" | "e" | "r" | "f" | "g" | "t" | "d" | "s" | "tr" | "sp" | "p" | "ro" | "links" | "src" | "rd" | "ds" | "lv" | "pl")
  | ("c" | "a" | "th" | "x" | "n" | "o" | "u" | "pa" | "st" | "i" | "at" | "xs" | "ch" | "b" | "ep" | "rt" | "err" | "agg");

/** A text in UTF-8: in the line itself, or unescaped into bytes of its own. */
export interface TextPlace {
  from: Bytes;
  start: number;
  end: number;
}

/**
 * The members of an execution line, as places in its bytes. A batch holds tens of thousands of lines, most of them lists of numbers that
 * go straight into columns: objects would cost more than everything else.
 */
export interface Fields {
  from: Bytes;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** lists of integers and objects of them, read on the way; where a member is something else, `length` is -1 */
  readonly lists: readonly Numbers[];
  readonly words: readonly StepWords[];
  /** where the reading stands */
  at: number;
  /** the text that was read last */
  readonly text: TextPlace;
  readonly scratch: Sink;
}

export const field = Object.fromEntries(fieldNames.map((name, index) => [name, index])) as Readonly<Record<FieldName, number>>;

const unknown = 255;
/** spelled in a roundabout way, hence perhaps one of ours */
const escaped = 254;
const shortNames = new Uint8Array(65_536).fill(unknown);
const longNames = new Map<string, number>();
for (const [index, name] of fieldNames.entries()) {
  if (name.length > 2) longNames.set(name, index);
  else shortNames[name.charCodeAt(0) | ((name.length === 2 ? name.charCodeAt(1) : 0) << 8)] = index;
}

export function fields(): Fields {
  const scratch = sink(1_024);
  const places = (): Int32Array => new Int32Array(fieldNames.length);
  return {
    from: scratch,
    starts: places(),
    ends: places(),
    lists: fieldNames.map(numbers),
    words: fieldNames.map(stepWords),
    at: 0,
    text: { from: scratch, start: 0, end: 0 },
    scratch,
  };
}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const bracket = 0x5b;
const backslash = 0x5c;
const brace = 0x7b;
const closingBrace = 0x7d;
const decoder = new TextDecoder();

/** Finds the members of the object in `bytes[start..end)`. False when it is not JSON, or not as senders write it. */
export function scanFields(into: Fields, from: Bytes, { start, end }: Place): boolean {
  const { bytes } = from;
  into.from = from;
  into.starts.fill(0);
  let at = start + 1;
  if (bytes[start] !== brace) return false;
  if (bytes[at] === closingBrace) return at + 1 === end;
  for (;;) {
    const nameEnd = bytes[at] === quote ? stringEnd(bytes, at) : notUsual;
    if (nameEnd === notUsual || bytes[nameEnd] !== colon) return false;
    const which = fieldNamed(bytes, at + 1, nameEnd - 1);
    if (which === escaped) return false;
    const stop = which === unknown ? valueEnd(bytes, nameEnd + 1) : readMember(into, which, nameEnd + 1);
    if (stop === notUsual) return false;
    if (bytes[stop] === closingBrace) return stop + 1 === end;
    if (bytes[stop] !== comma) return false;
    at = stop + 1;
  }
}

function fieldNamed(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  const first = bytes[start] as number;
  if (length === 1) return shortNames[first] as number;
  if (length === 2) return shortNames[first | ((bytes[start + 1] as number) << 8)] as number;
  return longNames.get(decoder.decode(bytes.subarray(start, end))) ?? (bytes.subarray(start, end).includes(backslash) ? escaped : unknown);
}

/** Notes where a member's value lies, reads it when it is a list of integers or an object of them, and tells where it ends. */
function readMember(into: Fields, which: number, at: number): number {
  const { bytes } = into.from;
  const list = into.lists[which] as Numbers;
  const words = into.words[which] as StepWords;
  const first = bytes[at];
  let end = notUsual;
  if (first === bracket) end = readIntegers(bytes, at, list);
  else if (first === brace) end = readStepIntegers(bytes, at, words);
  if (end === notUsual) {
    list.length = words.steps.length = -1;
    end = valueEnd(bytes, at);
  }
  // null says as much as nothing
  into.starts[which] = first === 0x6e ? 0 : at;
  into.ends[which] = end;
  return end;
}

export function has(from: Fields, which: number): boolean {
  return from.starts[which] !== 0;
}

/** The value as an object, for what is rare or written in a way that the readers of bytes leave alone; undefined when it is absent. */
export function fieldValue(from: Fields, which: number): unknown {
  return has(from, which) ? jsonValue(from, { start: from.starts[which] as number, end: from.ends[which] as number }) : undefined;
}

export function jsonValue({ from }: Fields, { start, end }: { start: number; end: number }): unknown {
  return JSON.parse(decoder.decode(from.bytes.subarray(start, end)));
}

const maxDigits = 15;

/** An integer of at most fifteen digits that begins at `start`; NaN when something else does. Moves `at` behind it. */
export function plainInteger(from: Fields, start: number): number {
  const { bytes } = from.from;
  const negative = bytes[start] === 0x2d;
  const first = negative ? start + 1 : start;
  let value = 0;
  let at = first;
  for (; at - first <= maxDigits; at += 1) {
    const digit = (bytes[at] as number) - 0x30;
    if (!(digit >= 0 && digit <= 9)) break;
    value = value * 10 + digit;
  }
  from.at = at;
  if (at === first || at - first > maxDigits) return Number.NaN;
  return negative ? -value : value;
}

export function fieldInteger(from: Fields, which: number, range: { min: number; max: number; otherwise?: number }): number {
  const start = from.starts[which] as number;
  const value = start === 0 ? Number.NaN : plainInteger(from, start);
  const plain = !Number.isNaN(value) && from.at === from.ends[which] && value >= range.min && value <= range.max;
  return plain ? value : integer(fieldValue(from, which), fieldNames[which] ?? "", range);
}

/** Reads the member as a text of at most `limitBytes` into `text`; empty when it is absent. */
export function readFieldText(from: Fields, which: number, limitBytes: number): void {
  const start = from.starts[which] as number;
  if (start !== 0) readText(from, { start, end: from.ends[which] as number, name: fieldNames[which] ?? "" }, limitBytes);
  else from.text.start = from.text.end = 0;
}

/** The same for any value of the line. */
export function readText(from: Fields, value: { start: number; end: number; name: string }, limitBytes: number): void {
  const start = value.start + 1;
  const end = value.end - 1;
  if (from.from.bytes[value.start] === quote && end - start <= limitBytes && isPlain(from.from.bytes, start, end)) {
    from.text.from = from.from;
    from.text.start = start;
    from.text.end = end;
  } else setText(from, text(jsonValue(from, value), value.name, limitBytes));
}

/** Makes a string the text that was read last. */
export function setText(from: Fields, value: string): void {
  from.scratch.length = 0;
  putUtf8(from.scratch, value);
  from.text.from = from.scratch;
  from.text.start = 0;
  from.text.end = from.scratch.length;
}

function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i += 1) {
    const byte = bytes[i] as number;
    if (byte >= 0x80 || byte === backslash) return false;
  }
  return true;
}

export function textString({ from, start, end }: TextPlace): string {
  return decoder.decode(from.bytes.subarray(start, end));
}

/** Appends the text as a ClickHouse String. */
export function putTextPlace(to: Sink, place: TextPlace): void {
  putVarint(to, place.end - place.start);
  putPlace(to, place.from, place);
}
