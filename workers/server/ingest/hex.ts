import type { FixedColumn } from "#server/ingest/native/columns";
import { putHalves, putUtf8, putZeros, reserve, sink } from "#server/ingest/native/sink";

const notHex = 255;
const digits = new Uint8Array(128).fill(notHex);
for (const [value, digit] of [..."0123456789abcdef"].entries()) {
  digits[digit.charCodeAt(0)] = value;
  digits[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Bytes of ASCII that stand for hex digits. */
export interface HexPlace {
  readonly from: { readonly bytes: Uint8Array };
  readonly start: number;
  readonly end: number;
}

const scratch = sink(256);

function placeOf(text: string): HexPlace {
  scratch.length = 0;
  putUtf8(scratch, text);
  return { from: scratch, start: 0, end: scratch.length };
}

function digit(bytes: Uint8Array, at: number): number {
  const code = bytes[at] as number;
  return code < 128 ? (digits[code] as number) : notHex;
}

/** Appends `width` bytes written as hex digits; false, and nothing appended, when the text is something else. An empty text is all zero. */
export function putHex(to: FixedColumn, text: string, width: number): boolean {
  return putHexPlace(to, placeOf(text), width);
}

export function putHexPlace(to: FixedColumn, { from, start, end }: HexPlace, width: number): boolean {
  if (start === end) {
    putZeros(to.data, width);
    return true;
  }
  if (end - start !== width * 2) return false;
  reserve(to.data, width);
  const { bytes, length } = to.data;
  for (let i = 0; i < width; i += 1) {
    const high = digit(from.bytes, start + i * 2);
    const low = digit(from.bytes, start + i * 2 + 1);
    if (high === notHex || low === notHex) return false;
    bytes[length + i] = (high << 4) | low;
  }
  to.data.length = length + width;
  return true;
}

const dash = 0x2d;

/** The four words of a UUID's text; NaN where it is none. */
interface Words {
  first: number;
  second: number;
  third: number;
  fourth: number;
}

/** Reused: ids stand in every row, and nothing is read in between. */
const found: Words = { first: 0, second: 0, third: 0, fourth: 0 };

function words({ from, start, end }: HexPlace): Words {
  const { bytes } = from;
  const dashed = end - start === 36;
  const usual = dashed
    ? bytes[start + 8] === dash && bytes[start + 13] === dash && bytes[start + 18] === dash && bytes[start + 23] === dash
    : end - start === 32;
  const gap = dashed ? 1 : 0;
  found.first = usual ? digits16(bytes, start) * 65_536 + digits16(bytes, start + 4) : Number.NaN;
  found.second = digits16(bytes, start + 8 + gap) * 65_536 + digits16(bytes, start + 12 + gap * 2);
  found.third = digits16(bytes, start + 16 + gap * 3) * 65_536 + digits16(bytes, start + 20 + gap * 4);
  found.fourth = digits16(bytes, start + 24 + gap * 4) * 65_536 + digits16(bytes, start + 28 + gap * 4);
  return found;
}

/** Four hex digits; NaN when one is none. */
function digits16(bytes: Uint8Array, at: number): number {
  const a = digit(bytes, at);
  const b = digit(bytes, at + 1);
  const c = digit(bytes, at + 2);
  const d = digit(bytes, at + 3);
  return a === notHex || b === notHex || c === notHex || d === notHex ? Number.NaN : (a << 12) | (b << 8) | (c << 4) | d;
}

/** Appends a UUID, with or without dashes; false when the text is none. An empty text is the zero UUID. */
export function putUuid(to: FixedColumn, text: string): boolean {
  return putUuidPlace(to, placeOf(text));
}

export function putUuidPlace(to: FixedColumn, place: HexPlace): boolean {
  if (place.start === place.end) {
    putZeros(to.data, 16);
    return true;
  }
  const { first, second, third, fourth } = words(place);
  if (Number.isNaN(first + second + third + fourth)) return false;
  putHalves(to.data, second, first);
  putHalves(to.data, fourth, third);
  return true;
}

/** Milliseconds in the first 48 bits of a UUIDv7; NaN when the text is none. */
export function uuidMs(text: string): number {
  return uuidPlaceMs(placeOf(text));
}

export function uuidPlaceMs(place: HexPlace): number {
  const { first, second } = words(place);
  const version = Math.floor(second / 0x1000) % 16;
  return version === 7 ? first * 65_536 + Math.floor(second / 65_536) : Number.NaN;
}
