import type { Sink } from "#server/ingest/native/sink";
import { putBytes, putFloat64, putText, putUint32, putUint8, putVarint, reserve } from "#server/ingest/native/sink";
import type { FieldType } from "#server/ingest/otlp/json-schema";
import { fixed32Type, fixed64Type, lengthType, Malformed, varintType } from "#server/ingest/otlp/wire";

/** Names of enum values that some senders write instead of their numbers. */
const enumNumbers: Readonly<Record<string, number>> = {
  SPAN_KIND_INTERNAL: 1,
  SPAN_KIND_SERVER: 2,
  SPAN_KIND_CLIENT: 3,
  SPAN_KIND_PRODUCER: 4,
  SPAN_KIND_CONSUMER: 5,
  STATUS_CODE_UNSET: 0,
  STATUS_CODE_OK: 1,
  STATUS_CODE_ERROR: 2,
  AGGREGATION_TEMPORALITY_DELTA: 1,
  AGGREGATION_TEMPORALITY_CUMULATIVE: 2,
};

interface Scalar {
  readonly wireType: number;
  readonly put: (to: Sink, value: unknown, name: string) => void;
}

const unsigned64 = (1n << 64n) - 1n;

/** How each type is written. `put` throws `Malformed` when the JSON value is not of the type. */
export const scalars: Readonly<Record<FieldType, Scalar>> = {
  string: { wireType: lengthType, put: (to, value, name) => putText(to, typeof value === "string" ? value : wrong(name, "a text")) },
  bool: {
    wireType: varintType,
    put: (to, value, name) => putUint8(to, typeof value === "boolean" ? Number(value) : wrong(name, "true or false")),
  },
  double: { wireType: fixed64Type, put: (to, value, name) => putFloat64(to, double(value, name)) },
  enum: { wireType: varintType, put: (to, value, name) => putVarint(to, enumNumber(value, name)) },
  uint32: { wireType: varintType, put: (to, value, name) => putVarint(to, Number(integer(value, name) & 0xffff_ffffn)) },
  sint32: { wireType: varintType, put: (to, value, name) => putZigzag(to, Number(BigInt.asIntN(32, integer(value, name)))) },
  int64: { wireType: varintType, put: (to, value, name) => putBigVarint(to, integer(value, name)) },
  uint64: { wireType: varintType, put: (to, value, name) => putBigVarint(to, integer(value, name)) },
  fixed32: { wireType: fixed32Type, put: (to, value, name) => putUint32(to, Number(integer(value, name) & 0xffff_ffffn)) },
  fixed64: { wireType: fixed64Type, put: (to, value, name) => putBig(to, notNegative(integer(value, name), name)) },
  sfixed64: { wireType: fixed64Type, put: (to, value, name) => putBig(to, integer(value, name)) },
  bytes: { wireType: lengthType, put: (to, value, name) => putCounted(to, fromBase64(value, name)) },
  hex: { wireType: lengthType, put: (to, value, name) => putCounted(to, fromHex(value, name)) },
};

export function wrong(name: string, expected: string): never {
  throw new Malformed(`${name} is not ${expected}`);
}

/** 64-bit integers are strings in JSON; numbers are accepted when they are exact. */
function integer(value: unknown, name: string): bigint {
  const exact = typeof value === "number" ? Number.isSafeInteger(value) : typeof value === "string" && /^-?\d{1,20}$/.test(value);
  if (!exact) wrong(name, "an integer");
  const number = BigInt(value as string | number);
  return number > unsigned64 || number < -(1n << 63n) ? wrong(name, "an integer of 64 bits") : number;
}

function notNegative(value: bigint, name: string): bigint {
  return value < 0n ? wrong(name, "zero or more") : value;
}

function double(value: unknown, name: string): number {
  if (typeof value === "number") return value;
  if (value === "NaN") return Number.NaN;
  if (value === "Infinity") return Number.POSITIVE_INFINITY;
  if (value === "-Infinity") return Number.NEGATIVE_INFINITY;
  return wrong(name, "a number");
}

function enumNumber(value: unknown, name: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 0x8000_0000) return value;
  if (typeof value === "string" && Object.hasOwn(enumNumbers, value)) return enumNumbers[value] ?? 0;
  return wrong(name, "the number of one of its values");
}

function putZigzag(to: Sink, value: number): void {
  putVarint(to, value < 0 ? -value * 2 - 1 : value * 2);
}

function putBigVarint(to: Sink, value: bigint): void {
  let rest = BigInt.asUintN(64, value);
  while (rest >= 0x80n) {
    putUint8(to, Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  putUint8(to, Number(rest));
}

function putBig(to: Sink, value: bigint): void {
  reserve(to, 8);
  to.view.setBigUint64(to.length, BigInt.asUintN(64, value), true);
  to.length += 8;
}

function putCounted(to: Sink, bytes: Uint8Array): void {
  putVarint(to, bytes.length);
  putBytes(to, bytes);
}

function fromHex(value: unknown, name: string): Uint8Array {
  if (typeof value !== "string" || value.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(value)) return wrong(name, "hex digits");
  return Uint8Array.from({ length: value.length / 2 }, (_, i) => Number.parseInt(value.slice(i * 2, i * 2 + 2), 16));
}

function fromBase64(value: unknown, name: string): Uint8Array {
  if (typeof value !== "string" || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(value)) return wrong(name, "base64");
  try {
    return Uint8Array.from(atob(value.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
  } catch {
    return wrong(name, "base64");
  }
}
