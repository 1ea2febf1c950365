import { timingSafeEqual } from "node:crypto";

const encoder = new TextEncoder();

/** 256 random bits after a prefix that says what the token is for: `cml_s_…`. */
export function newOpaqueToken(prefix: string): string {
  return prefix + base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** SHA-256 as base64url: what is stored of a token, since its 256 random bits need no slower hash. */
export async function hashOfToken(token: string): Promise<string> {
  return base64url(await sha256(token));
}

/** Takes the same time wherever the texts differ, and tells nothing of their length. */
export async function sameSecret(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([sha256(a), sha256(b)]);
  return timingSafeEqual(left, right);
}

export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
}
