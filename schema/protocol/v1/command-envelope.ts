import type { CommandEnvelope, CommandPayload } from "#schema/protocol/v1/command";
import { commandEnvelope, commandPayload } from "#schema/protocol/v1/command";

export interface CommandSigner {
  readonly kid: string;
  /** Ed25519 over the bytes, 64 bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** A public key of the tenant, as given at registration. */
export interface CommandKey {
  readonly kid: string;
  /** 32 bytes, base64url. */
  readonly publicKey: string;
}

/** Whom a command must be for, and what was accepted before. */
export interface CommandAddressee {
  readonly agentId: string;
  readonly boot: number;
  /** Sequence number of the last command accepted. */
  readonly lastSequence: number;
  readonly nowMs: number;
}

export const commandFaults = ["malformed", "unknown-key", "bad-signature", "wrong-audience", "wrong-boot", "expired", "replayed"] as const;
export type CommandFault = (typeof commandFaults)[number];

export type OpenedCommand =
  | { readonly ok: true; readonly payload: CommandPayload }
  | { readonly ok: false; readonly why: CommandFault; readonly payload?: CommandPayload };

export function base64url(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join("")).replace(
    /[+/=]/g,
    (sign) => ({ "+": "-", "/": "_" })[sign] ?? "",
  );
}

/** Throws when the text is not base64url. */
export function bytesOfBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/[-_]/g, (sign) => (sign === "-" ? "+" : "/")));
  return Uint8Array.from(binary, (character) => character.codePointAt(0) ?? 0);
}

export async function sealCommand(signer: CommandSigner, payload: CommandPayload): Promise<CommandEnvelope> {
  const bytes = new TextEncoder().encode(JSON.stringify(payload));
  return { kid: signer.kid, p: base64url(bytes), sig: base64url(await signer.sign(bytes)) };
}

/**
 * The checks an agent makes, in this order: form, key, signature, audience, boot, expiry, sequence. Nothing of the payload is looked at
 * before the signature is good.
 */
export async function openCommand(keys: readonly CommandKey[], addressee: CommandAddressee, envelope: unknown): Promise<OpenedCommand> {
  const sealed = commandEnvelope.safeParse(envelope);
  if (!sealed.success) return { ok: false, why: "malformed" };
  const key = keys.find((candidate) => candidate.kid === sealed.data.kid);
  if (key === undefined) return { ok: false, why: "unknown-key" };
  const bytes = bytesOfBase64url(sealed.data.p);
  if (!(await isSignedBy(key, bytes, bytesOfBase64url(sealed.data.sig)))) return { ok: false, why: "bad-signature" };
  const payload = readPayload(bytes);
  if (payload === undefined) return { ok: false, why: "malformed" };
  const why = refusal(payload, addressee);
  return why === undefined ? { ok: true, payload } : { ok: false, why, payload };
}

async function isSignedBy(key: CommandKey, bytes: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const publicKey = await crypto.subtle.importKey("raw", bytesOfBase64url(key.publicKey), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", publicKey, signature, bytes);
}

function readPayload(bytes: Uint8Array): CommandPayload | undefined {
  try {
    return commandPayload.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes))).data;
  } catch {
    return undefined;
  }
}

function refusal(payload: CommandPayload, addressee: CommandAddressee): CommandFault | undefined {
  if (payload.aud !== addressee.agentId) return "wrong-audience";
  if (payload.boot !== null && payload.boot !== addressee.boot) return "wrong-boot";
  if (addressee.nowMs >= payload.exp * 1_000) return "expired";
  if (payload.seq <= addressee.lastSequence) return "replayed";
  return undefined;
}
