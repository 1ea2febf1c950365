import { base64url, bytesOfBase64url } from "#schema/protocol/v1/command-envelope";

/** What a sealed secret is bound to: none can be moved to another runner, app or name. */
export interface SecretPlace {
  readonly runnerId: string;
  readonly environmentId: string;
  readonly appId: string;
  readonly name: string;
  readonly version: number;
}

const encoder = new TextEncoder();
const publicKeyBytes = 32;
/** Each key encrypts one message only, so that the nonce may be fixed. */
const nonce = new Uint8Array(12);

/**
 * Seals a text for the holder of an X25519 key. Format, as base64url: the 32 bytes of an ephemeral public key, then AES-256-GCM ciphertext
 * with its tag. Key: HKDF-SHA-256 of the shared secret, salt = ephemeral ‖ recipient's public key, info = `cameleer sealed secret v1`.
 * Additional data: the place, as `runnerId|environmentId|appId|name|version`.
 */
export async function sealSecret(recipient: string, place: SecretPlace, secret: string): Promise<string> {
  const recipientBytes = bytesOfBase64url(recipient);
  const publicKey = await crypto.subtle.importKey("raw", recipientBytes, "X25519", false, []);
  const ephemeral = (await crypto.subtle.generateKey("X25519", true, ["deriveBits"])) as CryptoKeyPair;
  const ephemeralBytes = new Uint8Array((await crypto.subtle.exportKey("raw", ephemeral.publicKey)) as ArrayBuffer);
  const key = await keyOf(ephemeral.privateKey, publicKey, { salt: joined(ephemeralBytes, recipientBytes), usage: "encrypt" });
  const ciphertext = await crypto.subtle.encrypt(parameters(place), key, encoder.encode(secret));
  return base64url(joined(ephemeralBytes, new Uint8Array(ciphertext)));
}

/** The runner's own key: the private half, and the 32 bytes of the public one as base64url. */
export interface SealKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: string;
}

/** The text, or undefined when it is not for this key and place, or was changed. */
export async function openSecret(own: SealKey, place: SecretPlace, sealed: string): Promise<string | undefined> {
  try {
    const bytes = bytesOfBase64url(sealed);
    const ephemeralBytes = bytes.slice(0, publicKeyBytes);
    const ephemeral = await crypto.subtle.importKey("raw", ephemeralBytes, "X25519", false, []);
    const salt = joined(ephemeralBytes, bytesOfBase64url(own.publicKey));
    const key = await keyOf(own.privateKey, ephemeral, { salt, usage: "decrypt" });
    return new TextDecoder().decode(await crypto.subtle.decrypt(parameters(place), key, bytes.slice(publicKeyBytes)));
  } catch {
    return undefined;
  }
}

interface Derivation {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly usage: "encrypt" | "decrypt";
}

async function keyOf(privateKey: CryptoKey, publicKey: CryptoKey, { salt, usage }: Derivation): Promise<CryptoKey> {
  // Cloudflare's types call the member `$public`, since `public` is reserved in C++; the runtime takes the standard's name.
  const agreement = { name: "X25519", public: publicKey } as unknown as Parameters<SubtleCrypto["deriveBits"]>[0];
  const shared = await crypto.subtle.deriveBits(agreement, privateKey, 256);
  const root = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = encoder.encode("cameleer sealed secret v1");
  return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info }, root, { name: "AES-GCM", length: 256 }, false, [usage]);
}

function parameters({ runnerId, environmentId, appId, name, version }: SecretPlace) {
  const additionalData = encoder.encode([runnerId, environmentId, appId, name, version].join("|"));
  return { name: "AES-GCM", iv: nonce, additionalData };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
