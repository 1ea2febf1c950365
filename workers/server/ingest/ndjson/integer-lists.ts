import { notUsual } from "#server/ingest/ndjson/json-end";

/** Numbers in a row. Reused for every line. */
export interface Numbers {
  values: Float64Array;
  length: number;
}

/** What some steps have, in the order of the steps: numbers of the steps, and of words. */
export interface StepWords {
  readonly steps: Numbers;
  readonly words: Numbers;
}

export function numbers(): Numbers {
  return { values: new Float64Array(64), length: 0 };
}

export function stepWords(): StepWords {
  return { steps: numbers(), words: numbers() };
}

export function addNumber(to: Numbers, value: number): void {
  const values = to.length === to.values.length ? grown(to) : to.values;
  values[to.length++] = value;
}

const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;
const colon = 0x3a;
const closingBracket = 0x5d;
const closingBrace = 0x7d;
/** Integers of more digits may not be exact. */
const maxDigits = 15;

/** Reads a JSON list of integers that begins at `at`, and tells where it ends; `notUsual` when it is, or holds, something else. */
export function readIntegers(bytes: Uint8Array, at: number, into: Numbers): number {
  into.length = 0;
  if (bytes[at + 1] === closingBracket) return at + 2;
  // no calls and no properties: two thirds of a line are digits of such lists
  let { values } = into;
  let length = 0;
  let i = at + 1;
  for (;;) {
    let byte = bytes[i] as number;
    const negative = byte === minus;
    if (negative) byte = bytes[++i] as number;
    const first = i;
    let value = 0;
    while (byte >= zero && byte <= nine) {
      value = value * 10 + (byte - zero);
      byte = bytes[++i] as number;
    }
    if (!isPlain(i - first, bytes[first] as number)) return notUsual;
    if (length === values.length) values = grown(into);
    values[length++] = negative ? -value : value;
    i += 1;
    if (byte === comma) continue;
    into.length = length;
    return byte === closingBracket ? i : notUsual;
  }
}

function isPlain(digits: number, first: number): boolean {
  return digits > 0 && digits <= maxDigits && (digits === 1 || first !== zero);
}

function grown(list: Numbers): Float64Array {
  const values = new Float64Array(list.values.length * 2);
  values.set(list.values);
  list.values = values;
  return values;
}

/** The same for an object from numbers to integers, as `{"3":21,"7":4}`; each name has to be greater than the one before. */
export function readStepIntegers(bytes: Uint8Array, at: number, { steps, words }: StepWords): number {
  steps.length = words.length = 0;
  let i = at + 1;
  let before = -1;
  if (bytes[i] === closingBrace) return i + 1;
  for (;;) {
    i = bytes[i] === quote ? readInteger(bytes, i + 1, steps) : notUsual;
    if (i === notUsual || bytes[i] !== quote || bytes[i + 1] !== colon) return notUsual;
    const step = steps.values[steps.length - 1] as number;
    if (step <= before) return notUsual;
    before = step;
    i = readInteger(bytes, i + 2, words);
    if (i === notUsual) return notUsual;
    const after = bytes[i];
    i += 1;
    if (after === closingBrace) return i;
    if (after !== comma) return notUsual;
  }
}

function readInteger(bytes: Uint8Array, at: number, into: Numbers): number {
  const first = bytes[at] === minus ? at + 1 : at;
  let i = first;
  let value = 0;
  for (let byte = bytes[i] as number; byte >= zero && byte <= nine; byte = bytes[i] as number) {
    value = value * 10 + (byte - zero);
    i += 1;
  }
  if (!isPlain(i - first, bytes[first] as number)) return notUsual;
  addNumber(into, first === at ? value : -value);
  return i;
}

/** The word of a step; undefined when it has none. */
export function wordOfStep({ steps, words }: StepWords, step: number): number | undefined {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps.values[middle] as number) < step) low = middle + 1;
    else high = middle;
  }
  return low < steps.length && steps.values[low] === step ? words.values[low] : undefined;
}
