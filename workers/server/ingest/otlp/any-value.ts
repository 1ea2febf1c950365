import { cutToBytes } from "#server/ingest/cut";
import type { Place, Sink } from "#server/ingest/native/sink";
import { isAscii, putPlace, putText, putUint8 } from "#server/ingest/native/sink";
import type { Wire } from "#server/ingest/otlp/wire";
import { Malformed, messageTag, readBigInt64, readDouble, readEnd, readVarint, skipField } from "#server/ingest/otlp/wire";

/** Where an AnyValue message lies in the request. */
export type Value = Place;

export const valueLimitBytes = 4_096;
const maxDepth = 8;

const tag = {
  text: messageTag(1),
  bool: 2 << 3,
  int: 3 << 3,
  double: (4 << 3) | 1,
  array: messageTag(5),
  map: messageTag(6),
  bytes: messageTag(7),
};

/** The text of a string value lies at `start..end`; undefined for values of other types. */
export function textExtent(from: Wire, value: Value): Value | undefined {
  from.at = value.start;
  if (value.start === value.end || from.bytes[from.at] !== tag.text) return undefined;
  from.at += 1;
  const end = readEnd(from, value.end);
  return end === value.end ? { start: from.at, end } : undefined;
}

/** Appends the value as a ClickHouse String: strings as they are, everything else as JSON would write it. True when it was cut. */
export function putValue(to: Sink, from: Wire, value: Value): boolean {
  const start = value.start + 2;
  const length = value.end - start;
  const plain = length >= 0 && length < 0x80 && from.bytes[value.start] === tag.text && from.bytes[value.start + 1] === length;
  if (plain) {
    putShort(to, from, { start, end: value.end });
    return false;
  }
  const text = valueText(from, value);
  const cut = cutToBytes(text, valueLimitBytes);
  putText(to, cut);
  return cut !== text;
}

/** Appends a text of fewer than 128 bytes; what is not UTF-8 in it becomes U+FFFD. */
export function putShort(to: Sink, from: Wire, text: Place): void {
  if (!isAscii(from, text) && !isUtf8(from.bytes, text)) return putText(to, decodeUtf8(from.bytes, text));
  putUint8(to, text.end - text.start);
  putPlace(to, from, text);
}

const lenient = new TextDecoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Invalid bytes become U+FFFD. */
export function decodeUtf8(from: Uint8Array, text: Value): string {
  return lenient.decode(from.subarray(text.start, text.end));
}

export function isUtf8(from: Uint8Array, text: Value): boolean {
  try {
    strict.decode(from.subarray(text.start, text.end));
    return true;
  } catch {
    return false;
  }
}

export function valueText(from: Wire, value: Value): string {
  const text = textExtent(from, value);
  if (text !== undefined) return decodeUtf8(from.bytes, text);
  const plain = plainValue(from, value, 0);
  if (plain === null) return "";
  return typeof plain === "object" ? JSON.stringify(plain) : String(plain);
}

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

function plainValue(from: Wire, value: Value, depth: number): Plain {
  if (depth > maxDepth) throw new Malformed("a value is nested too deeply");
  let result: Plain = null;
  from.at = value.start;
  while (from.at < value.end) {
    const found = readVarint(from, value.end);
    result = readMember(from, { found, end: value.end, depth }) ?? result;
  }
  return result;
}

function readMember(from: Wire, member: { found: number; end: number; depth: number }): Plain | undefined {
  const { found, end, depth } = member;
  if (found === tag.bool) return readVarint(from, end) !== 0;
  if (found === tag.int) return exactInteger(readBigInt64(from, end));
  if (found === tag.double) return readDouble(from, end);
  if (found !== tag.text && found !== tag.bytes && found !== tag.array && found !== tag.map) {
    skipField(from, found, end);
    return undefined;
  }
  const inner = { end: readEnd(from, end), start: from.at };
  const read =
    found === tag.text
      ? decodeUtf8(from.bytes, inner)
      : found === tag.bytes
        ? base64(from.bytes, inner)
        : listOrMap(from, inner, { found, depth });
  from.at = inner.end;
  return read;
}

function exactInteger(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}

function base64(from: Uint8Array, extent: Value): string {
  let text = "";
  for (let i = extent.start; i < extent.end; i += 1) text += String.fromCharCode(from[i] as number);
  return btoa(text);
}

function listOrMap(from: Wire, extent: Value, kind: { found: number; depth: number }): Plain {
  const list: Plain[] = [];
  const entries: [string, Plain][] = [];
  from.at = extent.start;
  while (from.at < extent.end) {
    const found = readVarint(from, extent.end);
    if (found !== messageTag(1)) {
      skipField(from, found, extent.end);
      continue;
    }
    const inner = { end: readEnd(from, extent.end), start: from.at };
    if (kind.found === tag.array) list.push(plainValue(from, inner, kind.depth + 1));
    else entries.push(plainEntry(from, inner, kind.depth + 1));
    from.at = inner.end;
  }
  return kind.found === tag.array ? list : Object.fromEntries(entries);
}

function plainEntry(from: Wire, extent: Value, depth: number): [string, Plain] {
  let key = "";
  let value: Plain = null;
  from.at = extent.start;
  while (from.at < extent.end) {
    const found = readVarint(from, extent.end);
    if (found !== messageTag(1) && found !== messageTag(2)) {
      skipField(from, found, extent.end);
      continue;
    }
    const inner = { end: readEnd(from, extent.end), start: from.at };
    if (found === messageTag(1)) key = decodeUtf8(from.bytes, inner);
    else value = plainValue(from, inner, depth);
    from.at = inner.end;
  }
  return [key, value];
}

export function putEmpty(to: Sink): void {
  putUint8(to, 0);
}
