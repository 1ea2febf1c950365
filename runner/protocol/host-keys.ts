import { z } from "zod";
import { canonicalJson } from "#schema/protocol/runner/v1/canonical-json";
import type { KeyHandover, PublicKeys } from "#schema/protocol/runner/v1/host";
import { openSecret, type SealKey, type SecretPlace } from "#schema/protocol/runner/v1/sealed-secret";
import { base64url, bytesOfBase64url } from "#schema/protocol/v1/command-envelope";
import { readIfThere, writeDurably } from "../disk/durable-file.ts";

const pair = z.object({ publicKey: z.string(), privateKey: z.string() });
const keysFile = z.object({
  sign: pair,
  seal: pair,
  /** Of earlier rotations: what was sealed for them and is still in effect must open. */
  formerSeals: z.array(pair).default([]),
});
type KeysFile = z.infer<typeof keysFile>;

/** The runner's own keys. They are made on this host and leave it as public keys only. */
export interface HostKeys {
  readonly publicKeys: PublicKeys;
  readonly signKey: CryptoKey;
  /** What goes into the file; secret. */
  readonly stored: KeysFile;
}

export async function newHostKeys(former?: HostKeys): Promise<HostKeys> {
  const formerSeals = former === undefined ? [] : [former.stored.seal, ...former.stored.formerSeals].slice(0, 8);
  return hostKeys({ sign: await newPair("Ed25519"), seal: await newPair("X25519"), formerSeals });
}

export async function readHostKeys(file: string): Promise<HostKeys | undefined> {
  const text = await readIfThere(file);
  return text === undefined ? undefined : hostKeys(keysFile.parse(JSON.parse(text)));
}

export async function writeHostKeys(file: string, keys: HostKeys): Promise<void> {
  await writeDurably(file, JSON.stringify(keys.stored), 0o600);
}

/** The text of a sealed secret, or undefined when none of the runner's keys opens it at this place. */
export async function openWithHostKeys(keys: HostKeys, place: SecretPlace, sealed: string): Promise<string | undefined> {
  for (const stored of [keys.stored.seal, ...keys.stored.formerSeals]) {
    const own: SealKey = { publicKey: stored.publicKey, privateKey: await importPrivate("X25519", stored.privateKey) };
    const text = await openSecret(own, place, sealed);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Proves that the holder of the present key hands over to `next`. */
export async function signHandover(keys: HostKeys, runnerId: string, next: PublicKeys): Promise<string> {
  const handover: KeyHandover = { purpose: "cameleer runner key rotation", runnerId, keys: next };
  const sig = await crypto.subtle.sign("Ed25519", keys.signKey, new TextEncoder().encode(canonicalJson(handover)));
  return base64url(new Uint8Array(sig));
}

async function hostKeys(stored: KeysFile): Promise<HostKeys> {
  const publicKeys = { sign: stored.sign.publicKey, seal: stored.seal.publicKey };
  return { stored, publicKeys, signKey: await importPrivate("Ed25519", stored.sign.privateKey) };
}

type Algorithm = "Ed25519" | "X25519";

function importPrivate(algorithm: Algorithm, privateKey: string): Promise<CryptoKey> {
  return crypto.subtle.importKey(
    "pkcs8",
    bytesOfBase64url(privateKey),
    algorithm,
    false,
    algorithm === "Ed25519" ? ["sign"] : ["deriveBits"],
  );
}

async function newPair(algorithm: Algorithm): Promise<z.infer<typeof pair>> {
  const usages: ("sign" | "deriveBits")[] = algorithm === "Ed25519" ? ["sign"] : ["deriveBits"];
  const { publicKey, privateKey } = (await crypto.subtle.generateKey(algorithm, true, usages)) as CryptoKeyPair;
  const exported = async (format: "raw" | "pkcs8", key: CryptoKey): Promise<string> =>
    base64url(new Uint8Array((await crypto.subtle.exportKey(format, key)) as ArrayBuffer));
  return { publicKey: await exported("raw", publicKey), privateKey: await exported("pkcs8", privateKey) };
}
