import { SignJWT } from "jose";
import { canonicalJson } from "#schema/protocol/runner/v1/canonical-json";
import type { KeyHandover, PublicKeys } from "#schema/protocol/runner/v1/host";
import { assertionAudience } from "#schema/protocol/runner/v1/host";
import type { SealKey } from "#schema/protocol/runner/v1/sealed-secret";
import { base64url } from "#schema/protocol/v1/command-envelope";

/** Keys as a runner makes them on its host. */
export interface RunnerKeys {
  readonly public: PublicKeys;
  readonly seal: SealKey;
  assertion(runnerId: string, nowMs: number, claims?: Readonly<Record<string, unknown>>): Promise<string>;
  handover(runnerId: string, to: PublicKeys): Promise<string>;
}

export async function newRunnerKeys(): Promise<RunnerKeys> {
  const sign = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  const seal = (await crypto.subtle.generateKey("X25519", true, ["deriveBits"])) as CryptoKeyPair;
  const keys = { sign: await rawOf(sign.publicKey), seal: await rawOf(seal.publicKey) };
  return {
    public: keys,
    seal: { privateKey: seal.privateKey, publicKey: keys.seal },
    assertion: (runnerId, nowMs, claims = {}) => {
      const iat = Math.floor(nowMs / 1_000);
      const payload = { iss: runnerId, sub: runnerId, aud: assertionAudience, iat, exp: iat + 60, jti: crypto.randomUUID(), ...claims };
      return new SignJWT(payload).setProtectedHeader({ alg: "EdDSA" }).sign(sign.privateKey);
    },
    handover: async (runnerId, to) => {
      const statement: KeyHandover = { purpose: "cameleer runner key rotation", runnerId, keys: to };
      const bytes = new TextEncoder().encode(canonicalJson(statement));
      return base64url(new Uint8Array(await crypto.subtle.sign("Ed25519", sign.privateKey, bytes)));
    },
  };
}

async function rawOf(key: CryptoKey): Promise<string> {
  return base64url(new Uint8Array((await crypto.subtle.exportKey("raw", key)) as ArrayBuffer));
}
