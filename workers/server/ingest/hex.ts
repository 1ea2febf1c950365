import type { FixedColumn } from "#server/ingest/native/columns";
import { putHalves, putZeros, reserve } from "#server/ingest/native/sink";

const notHex = 255;
const digits = new Uint8Array(128).fill(notHex);
for (const [value, digit] of [..."0123456789abcdef"].entries()) {
  digits[digit.charCodeAt(0)] = value;
  digits[digit.toUpperCase().charCodeAt(0)] = value;
}

function digit(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (digits[code] as number) : notHex;
}

/** Appends `width` bytes written as hex digits; false, and nothing appended, when the text is something else. An empty text is all zero. */
export function putHex(to: FixedColumn, text: string, width: number): boolean {
  if (text === "") {
    putZeros(to.data, width);
    return true;
  }
  if (text.length !== width * 2) return false;
  reserve(to.data, width);
  const { bytes, length } = to.data;
  for (let i = 0; i < width; i += 1) {
    const high = digit(text, i * 2);
    const low = digit(text, i * 2 + 1);
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

function words(text: string): Words {
  const dashed = text.length === 36;
  const usual = dashed
    ? text.charCodeAt(8) === dash && text.charCodeAt(13) === dash && text.charCodeAt(18) === dash && text.charCodeAt(23) === dash
    : text.length === 32;
  const gap = dashed ? 1 : 0;
  found.first = usual ? digits16(text, 0) * 65_536 + digits16(text, 4) : Number.NaN;
  found.second = digits16(text, 8 + gap) * 65_536 + digits16(text, 12 + gap * 2);
  found.third = digits16(text, 16 + gap * 3) * 65_536 + digits16(text, 20 + gap * 4);
  found.fourth = digits16(text, 24 + gap * 4) * 65_536 + digits16(text, 28 + gap * 4);
  return found;
}

/** Four hex digits; NaN when one is none. */
function digits16(text: string, at: number): number {
  const a = digit(text, at);
  const b = digit(text, at + 1);
  const c = digit(text, at + 2);
  const d = digit(text, at + 3);
  return a === notHex || b === notHex || c === notHex || d === notHex ? Number.NaN : (a << 12) | (b << 8) | (c << 4) | d;
}

/** Appends a UUID, with or without dashes; false when the text is none. An empty text is the zero UUID. */
export function putUuid(to: FixedColumn, text: string): boolean {
  if (text === "") {
    putZeros(to.data, 16);
    return true;
  }
  const { first, second, third, fourth } = words(text);
  if (Number.isNaN(first + second + third + fourth)) return false;
  putHalves(to.data, second, first);
  putHalves(to.data, fourth, third);
  return true;
}

/** Milliseconds in the first 48 bits of a UUIDv7; NaN when the text is none. */
export function uuidMs(text: string): number {
  const { first, second } = words(text);
  const version = Math.floor(second / 0x1000) % 16;
  return version === 7 ? first * 65_536 + Math.floor(second / 65_536) : Number.NaN;
}
