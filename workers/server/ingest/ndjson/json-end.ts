const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;
const point = 0x2e;
const bracket = 0x5b;
const closingBracket = 0x5d;
const brace = 0x7b;
const closingBrace = 0x7d;

const maxDepth = 32;
/** Not JSON, or not as senders write it: with blanks between its parts, or nested deeper than anything we know. */
export const notUsual = -1;

const escapes = new Uint8Array(256);
for (const letter of '"\\/bfnrtu') escapes[letter.charCodeAt(0)] = 1;

/** Where the JSON value that begins at `at` ends, or `notUsual`. */
export function valueEnd(bytes: Uint8Array, at: number, depth = 0): number {
  const first = bytes[at];
  if (first === quote) return stringEnd(bytes, at);
  if (first === bracket) return depth > maxDepth ? notUsual : arrayEnd(bytes, at, depth + 1);
  if (first === brace) return depth > maxDepth ? notUsual : objectEnd(bytes, at, depth + 1);
  if (first === minus || isDigit(first)) return numberEnd(bytes, at);
  for (const word of ["true", "false", "null"]) if (isWord(bytes, at, word)) return at + word.length;
  return notUsual;
}

function isWord(bytes: Uint8Array, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i += 1) if (bytes[at + i] !== word.charCodeAt(i)) return false;
  return true;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= nine;
}

/** The same for a string. A line ends with a byte that no string may hold, so none is read past it. */
export function stringEnd(bytes: Uint8Array, at: number): number {
  for (let i = at + 1; i < bytes.length; i += 1) {
    const byte = bytes[i] as number;
    if (byte === quote) return i + 1;
    if (byte < 0x20) return notUsual;
    if (byte !== backslash) continue;
    i += 1;
    const escape = bytes[i] ?? 0;
    if (escapes[escape] === 0) return notUsual;
    if (escape !== 0x75) continue;
    if (!isHex4(bytes, i + 1)) return notUsual;
    i += 4;
  }
  return notUsual;
}

function isHex4(bytes: Uint8Array, at: number): boolean {
  for (let i = at; i < at + 4; i += 1) {
    const byte = bytes[i] ?? 0;
    const letter = byte | 0x20;
    if (!isDigit(byte) && !(letter >= 0x61 && letter <= 0x66)) return false;
  }
  return true;
}

function digitsEnd(bytes: Uint8Array, at: number): number {
  let end = at;
  while (isDigit(bytes[end])) end += 1;
  return end;
}

function numberEnd(bytes: Uint8Array, at: number): number {
  const start = bytes[at] === minus ? at + 1 : at;
  let end = digitsEnd(bytes, start);
  if (end === start || (bytes[start] === zero && end > start + 1)) return notUsual;
  if (bytes[end] === point) {
    const fraction = end + 1;
    end = digitsEnd(bytes, fraction);
    if (end === fraction) return notUsual;
  }
  if (((bytes[end] ?? 0) | 0x20) !== 0x65) return end;
  const sign = bytes[end + 1];
  const exponent = sign === minus || sign === 0x2b ? end + 2 : end + 1;
  end = digitsEnd(bytes, exponent);
  return end === exponent ? notUsual : end;
}

function arrayEnd(bytes: Uint8Array, at: number, depth: number): number {
  let end = at + 1;
  if (bytes[end] === closingBracket) return end + 1;
  for (;;) {
    end = valueEnd(bytes, end, depth);
    if (end === notUsual) return notUsual;
    const after = bytes[end];
    end += 1;
    if (after === closingBracket) return end;
    if (after !== comma) return notUsual;
  }
}

function objectEnd(bytes: Uint8Array, at: number, depth: number): number {
  let end = at + 1;
  if (bytes[end] === closingBrace) return end + 1;
  for (;;) {
    if (bytes[end] !== quote) return notUsual;
    end = stringEnd(bytes, end);
    if (end === notUsual || bytes[end] !== colon) return notUsual;
    end = valueEnd(bytes, end + 1, depth);
    if (end === notUsual) return notUsual;
    const after = bytes[end];
    end += 1;
    if (after === closingBrace) return end;
    if (after !== comma) return notUsual;
  }
}
