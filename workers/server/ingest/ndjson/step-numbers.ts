import type { Fields } from "#server/ingest/ndjson/fields";
import { fieldNames, fieldValue, has } from "#server/ingest/ndjson/fields";
import type { Numbers, StepWords } from "#server/ingest/ndjson/integer-lists";
import { addNumber, numbers } from "#server/ingest/ndjson/integer-lists";
import { integer, isObject, refuse } from "#server/ingest/ndjson/read";

/** How many numbers there must be, one per step, and their bounds. */
export interface Range {
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

const none = numbers();

/** A list of `count` integers; none, when the member is absent and there are no steps. */
export function numbersOf(from: Fields, which: number, range: Range): Numbers {
  if (!has(from, which) && range.count === 0) return none;
  const name = fieldNames[which] ?? "";
  const found = from.lists[which] as Numbers;
  if (!has(from, which) || found.length < 0) readList(fieldValue(from, which), name, { into: found, range });
  if (found.length !== range.count) refuse(`${name} has not as many numbers as n has steps`);
  for (let i = 0; i < found.length; i += 1) {
    const value = found.values[i] as number;
    if (value < range.min || value > range.max) refuseNumber(name, range);
  }
  return found;
}

function readList(value: unknown, name: string, { into, range }: { into: Numbers; range: Range }): void {
  if (!Array.isArray(value) || value.length !== range.count) return refuse(`${name} has not as many numbers as n has steps`);
  into.length = 0;
  for (const number of value as unknown[]) {
    if (typeof number !== "number" || !Number.isInteger(number)) return refuseNumber(name, range);
    addNumber(into, number);
  }
}

function refuseNumber(name: string, { min, max }: Range): never {
  return refuse(`${name} holds something that is not an integer from ${min} to ${max}`);
}

/** One value for all steps, or one per step. Empty when all have the default. */
export function perStep(from: Fields, which: number, range: Range & { readonly otherwise: number }): Numbers {
  if (!has(from, which)) return none;
  const found = from.lists[which] as Numbers;
  if (found.length >= 0) return numbersOf(from, which, range);
  const value = fieldValue(from, which);
  if (value === range.otherwise) return none;
  if (typeof value !== "number") return numbersOf(from, which, range);
  found.length = 0;
  for (let i = 0; i < range.count; i += 1) addNumber(found, integer(value, fieldNames[which] ?? "", range));
  return found;
}

/** An object from numbers of steps to indexes of the dictionary. The indexes are not looked at. */
export function stepWordsOf(from: Fields, which: number, count: number): StepWords {
  const found = from.words[which] as StepWords;
  if (!has(from, which)) found.steps.length = found.words.length = 0;
  else if (found.steps.length < 0) readObject(from, which, found);
  for (let i = 0; i < found.steps.length; i += 1) {
    const step = found.steps.values[i] as number;
    if (!(step >= 0 && step < count) || !Number.isInteger(step)) refuse(`${fieldNames[which]} names a step that n does not have`);
  }
  return found;
}

function readObject(from: Fields, which: number, { steps, words }: StepWords): void {
  const value = fieldValue(from, which);
  if (!isObject(value)) return refuse(`${fieldNames[which]} is not an object`);
  steps.length = words.length = 0;
  // whole numbers come first and in order, whatever their order in the text
  for (const step in value) {
    addNumber(steps, Number(step));
    addNumber(words, typeof value[step] === "number" ? value[step] : Number.NaN);
  }
}
