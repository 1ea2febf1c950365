import type { z } from "zod";
import type { licenseClaims } from "#schema/license/license";
import { testLicenseKey } from "./test-license-key.ts";

type Claims = z.input<typeof licenseClaims>;

/** Everything a license says besides what it is for and how long. */
export type LicenseWishes = Partial<Claims>;

const daySeconds = 86_400;

/** Claims that are valid from now on for a year, with whatever else is wished. */
export function claimsOf(wishes: LicenseWishes, nowMs: number): Claims {
  const iat = wishes.iat ?? Math.floor(nowMs / 1_000);
  return {
    iss: "https://license.cameleer.io",
    sub: "Example Ltd",
    aud: "cameleer-server",
    jti: `lic_${wishes.seq ?? 1}`,
    seq: 1,
    tenant: "*",
    tier: "BUSINESS",
    features: [],
    limits: {},
    iat,
    exp: iat + 365 * daySeconds,
    ...wishes,
  };
}

export interface Signing {
  readonly kid: string;
  readonly jwk: JsonWebKey;
  readonly header?: Readonly<Record<string, string>>;
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A license as a compact JWS. Claims are written as they are given: tests sign wrong ones, too. */
export async function signedLicense(claims: object, { kid, jwk, header = {} }: Signing = testLicenseKey): Promise<string> {
  const key = await crypto.subtle.importKey("jwk", jwk, "Ed25519", false, ["sign"]);
  const content = `${encoded({ alg: "EdDSA", typ: "license+jwt", kid, ...header })}.${encoded(claims)}`;
  const signature = await crypto.subtle.sign("Ed25519", key, Buffer.from(content));
  return `${content}.${Buffer.from(signature).toString("base64url")}`;
}
