import { base64url } from "#server/platform/opaque-token";
import type { Secret } from "#server/platform/secret";

const encoder = new TextEncoder();

export interface DerivedKeys {
  /** Eight characters that tell this secret from another, and nothing about it. */
  readonly id: string;
  /** 32 bytes for one purpose of one tenant. */
  bytes(purpose: string): Promise<Uint8Array>;
}

/** HKDF-SHA-256 of the server's secret; a purpose's key says nothing about another's. */
export async function deriveKeys(secret: Secret, tenant: string): Promise<DerivedKeys> {
  const root = await crypto.subtle.importKey("raw", encoder.encode(secret.reveal()), "HKDF", false, ["deriveBits"]);
  const bytes = async (purpose: string): Promise<Uint8Array> => {
    const info = encoder.encode(`cameleer|${tenant}|${purpose}`);
    return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info }, root, 256));
  };
  return { id: base64url(await bytes("key id")).slice(0, 8), bytes };
}
