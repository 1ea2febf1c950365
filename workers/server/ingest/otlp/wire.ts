/** A place in protobuf bytes. Functions that read move `at`; whoever calls them knows where the message ends. */
export interface Wire {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
}

/** The bytes break the protobuf encoding. The message is a reason for people. */
export class Malformed extends Error {}

export const varintType = 0;
export const fixed64Type = 1;
export const lengthType = 2;
export const fixed32Type = 5;

const twoTo32 = 4_294_967_296;

export function wire(bytes: Uint8Array): Wire {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 };
}

/** An unsigned varint; above 2^53 it loses its low bits, which only `readInt64` cares about. */
export function readVarint(from: Wire, end: number): number {
  const first = from.at < end ? (from.bytes[from.at] as number) : 0x80;
  if (first < 0x80) {
    from.at += 1;
    return first;
  }
  return readLongVarint(from, end);
}

function readLongVarint(from: Wire, end: number): number {
  let value = 0;
  let scale = 1;
  for (let count = 0; count < 10; count += 1) {
    if (from.at >= end) throw new Malformed("a number is cut off");
    const byte = from.bytes[from.at++] as number;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    scale *= 128;
  }
  throw new Malformed("a number is longer than ten bytes");
}

export function readBigInt64(from: Wire, end: number): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    if (from.at >= end) throw new Malformed("a number is cut off");
    const byte = from.bytes[from.at++] as number;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asIntN(64, value);
  }
  throw new Malformed("a number is longer than ten bytes");
}

/** The end of a length-delimited field whose length begins here. */
export function readEnd(from: Wire, end: number): number {
  const length = readVarint(from, end);
  const stop = from.at + length;
  if (stop > end) throw new Malformed("a field is longer than the message that holds it");
  return stop;
}

/** Moves over 8 bytes and tells where they began. */
export function skipFixed64(from: Wire, end: number): number {
  const start = from.at;
  if (start + 8 > end) throw new Malformed("a number is cut off");
  from.at = start + 8;
  return start;
}

export function readFixed64(from: Wire, end: number): number {
  const start = skipFixed64(from, end);
  return from.view.getUint32(start, true) + from.view.getUint32(start + 4, true) * twoTo32;
}

export function readDouble(from: Wire, end: number): number {
  return from.view.getFloat64(skipFixed64(from, end), true);
}

/** Moves over the value of a field that is not wanted. */
export function skipField(from: Wire, tag: number, end: number): void {
  const type = tag & 7;
  if (type === varintType) readVarint(from, end);
  else if (type === fixed64Type) skipFixed64(from, end);
  else if (type === lengthType) from.at = readEnd(from, end);
  else if (type === fixed32Type && from.at + 4 <= end) from.at += 4;
  else throw new Malformed(type === fixed32Type ? "a number is cut off" : `a field has the unknown wire type ${type}`);
}

/** The repeated (or single) length-delimited field `tag` of the message `bytes[start..end)`. */
export interface Repeated {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** Calls `visit` with the extent of each such field; other fields are skipped. */
export function eachMessage(from: Wire, wanted: Repeated, visit: (start: number, end: number) => void): void {
  from.at = wanted.start;
  while (from.at < wanted.end) {
    const tag = readVarint(from, wanted.end);
    if (tag !== wanted.tag) {
      skipField(from, tag, wanted.end);
      continue;
    }
    const end = readEnd(from, wanted.end);
    visit(from.at, end);
    from.at = end;
  }
}

/** The tag of a length-delimited field. */
export const messageTag = (field: number): number => (field << 3) | lengthType;
