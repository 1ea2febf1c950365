import type { Permission } from "#schema/permissions";
import { permissions } from "#schema/permissions";

const prefix = "cml_k_";
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const secretCharacters = 43;
const checksumCharacters = 6;
const shape = new RegExp(`^${prefix}[0-9A-Za-z]{${secretCharacters + checksumCharacters}}$`);

/** How much of a key is shown later, to tell it from others. */
const shownCharacters = prefix.length + 6;

/**
 * `cml_k_`, 256 random bits and a CRC-32 of them, both in base 62: a scanner of secrets can tell a key from other text, and the server a
 * mistyped key, without asking anybody.
 */
export function newApiKey(): string {
  const random = crypto.getRandomValues(new Uint8Array(32));
  const secret = base62(bigintOf(random), secretCharacters);
  return prefix + secret + checksumOf(secret);
}

/** Whether this may be a key at all. */
export function isWellFormed(key: string): boolean {
  const secret = key.slice(prefix.length, prefix.length + secretCharacters);
  return shape.test(key) && key.endsWith(checksumOf(secret));
}

export function shownPrefix(key: string): string {
  return key.slice(0, shownCharacters);
}

/** What a key is stored with, without what the catalogue has lost since. */
export function knownPermissions(stored: readonly string[]): Permission[] {
  return stored.filter((permission): permission is Permission => Object.hasOwn(permissions, permission));
}

export interface KeyLife {
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
}

export function stateOf({ expiresAt, revokedAt }: KeyLife, nowMs: number) {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && expiresAt <= nowMs ? "expired" : "active";
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
