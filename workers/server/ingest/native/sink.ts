/** Bytes, and the view by which to read several at once. */
export interface Bytes {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** A stretch of bytes. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Bytes that grow at the end. Everything is little-endian, as ClickHouse wants it. */
export interface Sink {
  bytes: Uint8Array<ArrayBuffer>;
  view: DataView;
  length: number;
}

const encoder = new TextEncoder();
/** Below this, copying in a loop beats the call into the runtime. */
const shortText = 48;
const twoTo32 = 4_294_967_296;

export function sink(capacity = 256): Sink {
  const bytes = new Uint8Array(capacity);
  return { bytes, view: new DataView(bytes.buffer), length: 0 };
}

/** Makes room for `extra` more bytes. */
export function reserve(to: Sink, extra: number): void {
  const needed = to.length + extra;
  if (needed <= to.bytes.length) return;
  const grown = new Uint8Array(Math.max(needed, to.bytes.length * 2));
  grown.set(to.bytes.subarray(0, to.length));
  to.bytes = grown;
  to.view = new DataView(grown.buffer);
}

export function putUint8(to: Sink, value: number): void {
  if (to.length === to.bytes.length) reserve(to, 1);
  to.bytes[to.length++] = value;
}

export function putUint16(to: Sink, value: number): void {
  reserve(to, 2);
  to.view.setUint16(to.length, value, true);
  to.length += 2;
}

/** Also for Int32: the bits are the same. */
export function putUint32(to: Sink, value: number): void {
  reserve(to, 4);
  to.view.setUint32(to.length, value, true);
  to.length += 4;
}

/** Also for Int64: a negative integer is written as its two's complement. Exact up to 2^53. */
export function putUint64(to: Sink, value: number): void {
  const high = Math.floor(value / twoTo32);
  putHalves(to, value - high * twoTo32, high);
}

/** A 64-bit integer as its low and high 32 bits. */
export function putHalves(to: Sink, low: number, high: number): void {
  reserve(to, 8);
  to.view.setUint32(to.length, low, true);
  to.view.setUint32(to.length + 4, high, true);
  to.length += 8;
}

export function putFloat64(to: Sink, value: number): void {
  reserve(to, 8);
  to.view.setFloat64(to.length, value, true);
  to.length += 8;
}

export function putZeros(to: Sink, count: number): void {
  reserve(to, count);
  to.bytes.fill(0, to.length, to.length + count);
  to.length += count;
}

/** LEB128 of an integer below 2^53. */
export function putVarint(to: Sink, value: number): void {
  reserve(to, 8);
  let rest = value;
  while (rest >= 0x80) {
    to.bytes[to.length++] = (rest & 0x7f) | 0x80;
    rest = rest < 0x80000000 ? rest >>> 7 : Math.floor(rest / 128);
  }
  to.bytes[to.length++] = rest;
}

export function putBytes(to: Sink, from: Uint8Array): void {
  reserve(to, from.length);
  to.bytes.set(from, to.length);
  to.length += from.length;
}

/** Appends the bytes of the place, eight at a time: what is copied beyond the end is written over later. */
export function putPlace(to: Sink, from: Bytes, { start, end }: Place): void {
  const { length } = to;
  reserve(to, end - start + 8);
  const { view } = from;
  const out = to.view;
  const shift = length - start;
  const last = from.bytes.length - 8;
  let at = start;
  for (; at < end && at <= last; at += 8) out.setBigUint64(at + shift, view.getBigUint64(at, true), true);
  for (; at < end; at += 1) out.setUint8(at + shift, view.getUint8(at));
  to.length = length + end - start;
}

const highBits = 0x80808080 | 0;

export function isAscii({ view }: Bytes, { start, end }: Place): boolean {
  let seen = 0;
  let at = start;
  for (; at + 4 <= end; at += 4) seen |= view.getInt32(at, true);
  for (; at < end; at += 1) seen |= view.getUint8(at);
  return (seen & highBits) === 0;
}

/** UTF-8 without a length; lone surrogates become U+FFFD. */
export function putUtf8(to: Sink, text: string): void {
  reserve(to, text.length * 3);
  if (text.length <= shortText && putAscii(to, text)) return;
  to.length += encoder.encodeInto(text, to.bytes.subarray(to.length)).written;
}

function putAscii(to: Sink, text: string): boolean {
  const { bytes } = to;
  const start = to.length;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) return false;
    bytes[start + i] = code;
  }
  to.length = start + text.length;
  return true;
}

/** UTF-8 behind its length as a varint: a ClickHouse String. */
export function putText(to: Sink, text: string): void {
  if (text.length <= shortText) {
    reserve(to, text.length * 3 + 2);
    const start = to.length;
    to.bytes[start] = text.length;
    to.length = start + 1;
    if (putAscii(to, text)) return;
    to.length = start;
  }
  putEncoded(to, text);
}

function putEncoded(to: Sink, text: string): void {
  const start = to.length;
  const prefix = varintSize(text.length * 3);
  reserve(to, text.length * 3 + prefix);
  const { written } = encoder.encodeInto(text, to.bytes.subarray(start + prefix));
  putVarint(to, written);
  const shift = start + prefix - to.length;
  if (shift > 0) to.bytes.copyWithin(to.length, start + prefix, start + prefix + written);
  to.length += written;
}

function varintSize(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  return value < 0x200000 ? 3 : 5;
}

export function taken(from: Sink): Uint8Array<ArrayBuffer> {
  return from.bytes.subarray(0, from.length);
}
