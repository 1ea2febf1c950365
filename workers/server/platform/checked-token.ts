const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const secretCharacters = 43;
const checksumCharacters = 6;
const shape = new RegExp(`^[0-9A-Za-z]{${secretCharacters + checksumCharacters}}$`);

/**
 * The prefix, 256 random bits and a CRC-32 of them, both in base 62: a scanner of secrets can tell a token from other text, and the server a
 * mistyped one, without asking anybody.
 */
export function newCheckedToken(prefix: string): string {
  const random = crypto.getRandomValues(new Uint8Array(32));
  const secret = base62(bigintOf(random), secretCharacters);
  return prefix + secret + checksumOf(secret);
}

/** Whether this may be a token with that prefix at all. */
export function isWellFormed(prefix: string, token: string): boolean {
  const rest = token.slice(prefix.length);
  return token.startsWith(prefix) && shape.test(rest) && rest.endsWith(checksumOf(rest.slice(0, secretCharacters)));
}

function checksumOf(secret: string): string {
  return base62(BigInt(crc32(new TextEncoder().encode(secret))), checksumCharacters);
}

function bigintOf(bytes: Uint8Array): bigint {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

function base62(number: bigint, characters: number): string {
  let rest = number;
  let text = "";
  for (; rest > 0n; rest /= 62n) text = (alphabet[Number(rest % 62n)] ?? "") + text;
  return text.padStart(characters, "0");
}

/** CRC-32 as ZIP and PNG have it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
