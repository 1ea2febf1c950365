import { scrypt, timingSafeEqual } from "node:crypto";
import { Problem } from "#schema/problems";

/** An OWASP row that fits what Workers allow: N·r·p ≤ 2^20 and 16 MiB. */
export const cost = { N: 2 ** 14, r: 8, p: 5 } as const;

const keyBytes = 32;

/** Hashing holds the thread for about 0.2 s and takes 16 MiB: more at once would only starve everybody else. */
const atOnce = 2;
const waitingAtMost = 16;
const waiting: (() => void)[] = [];
let running = 0;

/** PHC string: `$scrypt$ln=14,r=8,p=5$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return `$scrypt$ln=${Math.log2(cost.N)},r=${cost.r},p=${cost.p}$${encode(salt)}$${encode(await derive(password, salt, cost))}`;
}

/** Whether the password is the one behind the PHC string. Without a string it does the same work and says no. */
export async function verifyPassword(password: string, phc: string | undefined): Promise<boolean> {
  const match = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(phc ?? "");
  const [, ln, r, p, salt = "", hash = ""] = match ?? [];
  const stored = match === null ? cost : { N: 2 ** Number(ln), r: Number(r), p: Number(p) };
  const expected = match === null ? new Uint8Array(keyBytes) : decode(hash);
  const actual = await derive(password, decode(salt), stored);
  return match !== null && actual.length === expected.length && timingSafeEqual(actual, expected);
}

async function derive(password: string, salt: Uint8Array, { N, r, p }: { N: number; r: number; p: number }): Promise<Uint8Array> {
  await takeTurn();
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      const options = { N, r, p, maxmem: 64 * 1024 * 1024 };
      scrypt(password.normalize("NFKC"), salt, keyBytes, options, (error, key) => (error === null ? resolve(key) : reject(error)));
    });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function takeTurn(): Promise<void> {
  if (waiting.length >= waitingAtMost) throw new Problem("rate-limited", { detail: "Many people are signing in.", retryAfterSeconds: 2 });
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
}

const encode = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");
const decode = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
