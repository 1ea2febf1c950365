import { base64url, bytesOfBase64url } from "#schema/protocol/v1/command-envelope";
import type { DerivedKeys } from "#server/platform/derived-keys";

const purpose = "encryption at rest";
const nonceBytes = 12;

/** AES-256-GCM. Written as `<key id>.<nonce and ciphertext>`, so that what a former secret encrypted still opens. */
export async function encryptAtRest(keys: DerivedKeys, text: string, place: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const bytes = new TextEncoder().encode(text);
  const ciphertext = await crypto.subtle.encrypt(parameters(nonce, place), await keyOf(keys, "encrypt"), bytes);
  return `${keys.id}.${base64url(new Uint8Array([...nonce, ...new Uint8Array(ciphertext)]))}`;
}

export async function decryptAtRest(known: readonly DerivedKeys[], ciphertext: string, place: string): Promise<string> {
  const [id, written = ""] = ciphertext.split(".");
  const keys = known.find((candidate) => candidate.id === id);
  if (keys === undefined) throw new Error("The key that encrypted this is no longer configured");
  const bytes = bytesOfBase64url(written);
  const key = await keyOf(keys, "decrypt");
  const text = await crypto.subtle.decrypt(parameters(bytes.slice(0, nonceBytes), place), key, bytes.slice(nonceBytes));
  return new TextDecoder().decode(text);
}

async function keyOf(keys: DerivedKeys, usage: "encrypt" | "decrypt"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", await keys.bytes(purpose), "AES-GCM", false, [usage]);
}

function parameters(iv: Uint8Array, place: string) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(place) };
}
