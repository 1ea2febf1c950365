import { cutToBytes } from "#server/ingest/cut";

/** A line that cannot be stored. The message is a reason for people, equal for equal faults. */
export class RefusedLine extends Error {}

export type Members = Readonly<Record<string, unknown>>;

export function refuse(reason: string): never {
  throw new RefusedLine(reason);
}

export function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An integer between the bounds; `otherwise` when the member is absent. */
export function integer(value: unknown, name: string, range: { min: number; max: number; otherwise?: number }): number {
  if (value === undefined || value === null) return range.otherwise ?? refuse(`${name} is missing`);
  if (typeof value !== "number" || !Number.isInteger(value)) return refuse(`${name} is not an integer`);
  if (value < range.min || value > range.max) return refuse(`${name} is not between ${range.min} and ${range.max}`);
  return value;
}

/** A text of at most `limitBytes` of UTF-8, cut when longer; empty when the member is absent. */
export function text(value: unknown, name: string, limitBytes: number): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") return refuse(`${name} is not a text`);
  return value.length * 3 <= limitBytes ? value : cutToBytes(value, limitBytes);
}

export function requiredText(value: unknown, name: string, limitBytes: number): string {
  const found = text(value, name, limitBytes);
  return found === "" ? refuse(`${name} is missing`) : found;
}

/** A list of at most `limit` elements; empty when the member is absent. */
export function list(value: unknown, name: string, limit: number): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return refuse(`${name} is not a list`);
  return value.length > limit ? refuse(`${name} has more than ${limit} elements`) : (value as readonly unknown[]);
}

/** The members of an object, at most `limit`; none when it is absent. */
export function entries(value: unknown, name: string, limit: number): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) return refuse(`${name} is not an object`);
  const found = Object.entries(value);
  return found.length > limit ? refuse(`${name} has more than ${limit} members`) : found;
}

export const maxSafe = Number.MAX_SAFE_INTEGER;
export const maxUint32 = 4_294_967_295;
