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

function word(text: string, start: number): number {
  let value = 0;
  for (let i = start; i < start + 8; i += 1) {
    const found = digit(text, i);
    if (found === notHex) return Number.NaN;
    value = value * 16 + found;
  }
  return value;
}

/** Where the four words of a UUID begin in its text with dashes; the two halves of a word may be split by one. */
function words(text: string): readonly number[] {
  const plain = text.length === 36 ? withoutDashes(text) : text;
  return plain.length === 32 ? [word(plain, 0), word(plain, 8), word(plain, 16), word(plain, 24)] : [];
}

function withoutDashes(text: string): string {
  const dashed = text[8] === "-" && text[13] === "-" && text[18] === "-" && text[23] === "-";
  return dashed ? text.slice(0, 8) + text.slice(9, 13) + text.slice(14, 18) + text.slice(19, 23) + text.slice(24) : "";
}

/** Appends a UUID, with or without dashes; false when the text is none. An empty text is the zero UUID. */
export function putUuid(to: FixedColumn, text: string): boolean {
  if (text === "") {
    putZeros(to.data, 16);
    return true;
  }
  const [first = Number.NaN, second = Number.NaN, third = Number.NaN, fourth = Number.NaN] = words(text);
  if (Number.isNaN(first + second + third + fourth)) return false;
  putHalves(to.data, second, first);
  putHalves(to.data, fourth, third);
  return true;
}

/** Milliseconds in the first 48 bits of a UUIDv7; NaN when the text is none. */
export function uuidMs(text: string): number {
  const [first = Number.NaN, second = Number.NaN] = words(text);
  const version = Math.floor(second / 0x1000) % 16;
  return version === 7 ? first * 65_536 + Math.floor(second / 65_536) : Number.NaN;
}
