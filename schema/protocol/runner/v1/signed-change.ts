import { z } from "zod";
import { idPattern } from "#schema/ids";
import { canonicalJson } from "#schema/protocol/runner/v1/canonical-json";
import { desiredApp, removal } from "#schema/protocol/runner/v1/desired-app";
import { base64url, bytesOfBase64url } from "#schema/protocol/v1/command-envelope";

const change = z.discriminatedUnion("type", [
  z.object({ type: z.literal("app.apply"), app: desiredApp }),
  z.object({ type: z.literal("app.remove"), removal }),
]);
export type Change = z.infer<typeof change>;

/** A change of desired state as it travels. `signature.sig` is Ed25519 over the canonical JSON of everything but `signature`. */
export const signedChange = z.object({
  change,
  /** The runner it is for; another must refuse it. */
  runnerId: z.string().regex(idPattern("runner")),
  /** Position in the runner's desired state: grows with every change. */
  rev: z.number().int().min(1),
  /** Seconds since the epoch after which it must not be taken up. */
  notAfter: z.number().int(),
  signature: z.object({ kid: z.string().min(1).max(64), sig: z.string().regex(/^[\w-]{86}$/) }),
});
export type SignedChange = z.infer<typeof signedChange>;

/** A public key of the server, pinned at enrollment. A later one carries the endorsement of one that was trusted before it. */
export const serverKey = z.object({
  kid: z.string().min(1).max(64),
  /** 32 bytes, base64url. */
  publicKey: z.string().regex(/^[\w-]{43}$/),
  /** Ed25519 of another key over the 32 bytes of this one. */
  endorsement: z.object({ kid: z.string(), sig: z.string().regex(/^[\w-]{86}$/) }).nullable(),
});
export type ServerKey = z.infer<typeof serverKey>;

export interface ChangeSigner {
  readonly kid: string;
  readonly privateKey: CryptoKey;
}

export const changeFaults = ["malformed", "unknown-key", "bad-signature", "wrong-runner", "expired"] as const;
export type ChangeFault = (typeof changeFaults)[number];
export type OpenedChange = { readonly ok: true; readonly signed: SignedChange } | { readonly ok: false; readonly why: ChangeFault };

type Unsigned = Omit<SignedChange, "signature">;

export async function signChange(signer: ChangeSigner, unsigned: Unsigned): Promise<SignedChange> {
  const sig = await crypto.subtle.sign("Ed25519", signer.privateKey, bytesOf(unsigned));
  return { ...unsigned, signature: { kid: signer.kid, sig: base64url(new Uint8Array(sig)) } };
}

/**
 * The checks a runner makes, in this order: form, key, signature, addressee, expiry. The signature covers the change as it was received,
 * members unknown to this version included.
 */
export async function openChange(
  keys: readonly Pick<ServerKey, "kid" | "publicKey">[],
  addressee: { readonly runnerId: string; readonly nowMs: number },
  received: unknown,
): Promise<OpenedChange> {
  const parsed = signedChange.safeParse(received);
  if (!parsed.success) return { ok: false, why: "malformed" };
  const { signature } = parsed.data;
  const key = keys.find(({ kid }) => kid === signature.kid);
  if (key === undefined) return { ok: false, why: "unknown-key" };
  const { signature: _, ...covered } = received as SignedChange;
  if (!(await verifies(key.publicKey, bytesOf(covered), signature.sig))) return { ok: false, why: "bad-signature" };
  if (parsed.data.runnerId !== addressee.runnerId) return { ok: false, why: "wrong-runner" };
  if (addressee.nowMs >= parsed.data.notAfter * 1_000) return { ok: false, why: "expired" };
  return { ok: true, signed: parsed.data };
}

/** The keys to trust from now on: those trusted before, and those that one of them endorses. */
export async function trustedKeys(pinned: readonly ServerKey[], announced: readonly ServerKey[]): Promise<ServerKey[]> {
  const trusted = [...pinned];
  for (const key of announced) {
    if (trusted.some(({ publicKey }) => publicKey === key.publicKey)) continue;
    const endorser = trusted.find(({ kid }) => kid === key.endorsement?.kid);
    if (endorser === undefined || key.endorsement === null) continue;
    if (await verifies(endorser.publicKey, bytesOfBase64url(key.publicKey), key.endorsement.sig)) trusted.push(key);
  }
  return trusted;
}

function bytesOf(unsigned: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(canonicalJson(unsigned)));
}

async function verifies(publicKey: string, bytes: Uint8Array<ArrayBuffer>, sig: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey("raw", bytesOfBase64url(publicKey), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, bytesOfBase64url(sig), bytes);
  } catch {
    return false;
  }
}
