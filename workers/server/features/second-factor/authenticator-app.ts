import { Secret, TOTP } from "otpauth";

const issuer = "Cameleer";
const periodSeconds = 30;
/** What apps understand without exception: six digits, half a minute, SHA-1. */
const kind = { algorithm: "SHA1", digits: 6, period: periodSeconds } as const;
/** Clocks of phones are off by up to half a minute. */
const window = 1;

/** 160 random bits as base32: what the server and the app share. */
export function newSharedSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** `otpauth://totp/…`, which the app reads from the QR code. */
export function uriOf(sharedSecret: string, username: string): string {
  return new TOTP({ ...kind, issuer, label: username, secret: sharedSecret }).toString();
}

/** The half minute since the epoch that the code is of; null when it is not of now, nor of the one before or after. */
export function stepOf(sharedSecret: string, code: string, nowMs: number): number | null {
  const delta = TOTP.validate({ ...kind, token: code, secret: Secret.fromBase32(sharedSecret), timestamp: nowMs, window });
  return delta === null ? null : TOTP.counter({ period: periodSeconds, timestamp: nowMs }) + delta;
}

/** Whether this is a code of the app, as people type it; otherwise it may be a recovery code. */
export function digitsOf(code: string): string | undefined {
  const digits = code.replaceAll(/\s/g, "");
  return /^\d{6}$/.test(digits) ? digits : undefined;
}
