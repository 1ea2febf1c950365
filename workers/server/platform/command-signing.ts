import type { DerivedKeys } from "#server/platform/derived-keys";

/** An Ed25519 key with which the server signs what others act upon: commands to agents, desired state of runners. */
export interface CommandSigning {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** 32 bytes, base64url. */
  readonly publicKey: string;
}

/** RFC 8410: what PKCS #8 puts before the 32 bytes of an Ed25519 private key. */
const pkcs8Prefix = Uint8Array.from([0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20]);

export function commandSigningOf(keys: DerivedKeys): Promise<CommandSigning> {
  return signingOf(keys, { prefix: "c-", purpose: "command signing" });
}

/** An Ed25519 key for one purpose; its id begins with the prefix. */
export async function signingOf(keys: DerivedKeys, { prefix, purpose }: { prefix: string; purpose: string }): Promise<CommandSigning> {
  const encoded = new Uint8Array([...pkcs8Prefix, ...(await keys.bytes(purpose))]);
  const extractable = await crypto.subtle.importKey("pkcs8", encoded, "Ed25519", true, ["sign"]);
  const { x = "" } = (await crypto.subtle.exportKey("jwk", extractable)) as JsonWebKey;
  const privateKey = await crypto.subtle.importKey("pkcs8", encoded, "Ed25519", false, ["sign"]);
  return { kid: prefix + keys.id, privateKey, publicKey: x };
}

/** For agents to verify with. */
export function announced({ kid, publicKey }: CommandSigning): { kid: string; algorithm: "Ed25519"; publicKey: string } {
  return { kid, algorithm: "Ed25519", publicKey };
}
