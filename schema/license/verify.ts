import { z } from "zod";
import type { LicenseKey } from "#schema/license/keys";
import type { LicenseClaims } from "#schema/license/license";
import { licenseClaims } from "#schema/license/license";
import { bytesOfBase64url } from "#schema/protocol/v1/command-envelope";

export const licenseRefusals = [
  "malformed",
  "wrong-algorithm",
  "wrong-type",
  "unknown-key",
  "bad-signature",
  "other-audience",
  "other-tenant",
  "not-yet-valid",
] as const;
export type LicenseRefusal = (typeof licenseRefusals)[number];

/** A license whose signature is good and that was made for this tenant. It may have ended. */
export interface License {
  readonly claims: LicenseClaims;
  /** Signed with the key that everybody can sign with. */
  readonly test: boolean;
}

export type VerifiedLicense = { readonly ok: true; readonly license: License } | { readonly ok: false; readonly why: LicenseRefusal };

/** Where and when a license is presented. */
export interface LicenseHolder {
  readonly keys: readonly LicenseKey[];
  readonly tenant: string;
  readonly nowMs: number;
}

const header = z.object({ alg: z.string(), typ: z.string(), kid: z.string(), crit: z.never().optional() });
const audience = z.object({ aud: z.unknown() });
const compact = /^([\w-]{1,1024})\.([\w-]{1,14000})\.([\w-]{86})$/;

/** How far ahead the clock of the one who signed may be. */
const leewaySeconds = 300;

const refused = (why: LicenseRefusal): VerifiedLicense => ({ ok: false, why });

/**
 * Checks in this order: form, algorithm, type, key, signature, audience, claims, tenant, start. Nothing of the claims is looked at before the
 * signature is good. The end is not a reason to refuse: `exp` and grace say what a license is still good for.
 */
export async function verifyLicense({ keys, tenant, nowMs }: LicenseHolder, token: string): Promise<VerifiedLicense> {
  const [, head = "", body = "", signature = ""] = compact.exec(token) ?? [];
  const said = header.safeParse(jsonOf(head)).data;
  if (said === undefined) return refused("malformed");
  if (said.alg !== "EdDSA") return refused("wrong-algorithm");
  if (said.typ !== "license+jwt") return refused("wrong-type");
  const key = keys.find(({ kid }) => kid === said.kid);
  if (key === undefined) return refused("unknown-key");
  if (!(await isSignedBy(key, `${head}.${body}`, signature))) return refused("bad-signature");
  const content = jsonOf(body);
  if (audience.safeParse(content).data?.aud !== "cameleer-server") return refused("other-audience");
  const claims = licenseClaims.safeParse(content).data;
  if (claims === undefined) return refused("malformed");
  if (claims.tenant !== "*" && claims.tenant !== tenant) return refused("other-tenant");
  const startsAt = Math.max(claims.iat, claims.nbf ?? claims.iat);
  if (startsAt > nowMs / 1_000 + leewaySeconds) return refused("not-yet-valid");
  return { ok: true, license: { claims, test: key.test } };
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytesOfBase64url(part)));
  } catch {
    return undefined;
  }
}

async function isSignedBy(key: LicenseKey, signed: string, signature: string): Promise<boolean> {
  const publicKey = await crypto.subtle.importKey("raw", bytesOfBase64url(key.publicKey), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", publicKey, bytesOfBase64url(signature), new TextEncoder().encode(signed));
}
