import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import type { CommandEnvelope, CommandPayload } from "#schema/protocol/v1/command";
import type { CommandFault, CommandKey } from "#schema/protocol/v1/command-envelope";
import { base64url, sealCommand } from "#schema/protocol/v1/command-envelope";

interface CommandCase {
  readonly name: string;
  readonly envelope: CommandEnvelope;
  /** What an agent finds: the payload of a good command, or why it refuses. */
  readonly expected: { readonly ok: true; readonly payload: CommandPayload } | { readonly ok: false; readonly why: CommandFault };
}

export interface CommandVectors {
  readonly says: string;
  readonly agent: { readonly agentId: string; readonly boot: number; readonly lastSequence: number; readonly nowMs: number };
  readonly keys: readonly CommandKey[];
  /** Seeds of the key pairs (RFC 8032), base64url, so that signing can be checked too: Ed25519 is deterministic. */
  readonly privateKeys: Readonly<Record<string, string>>;
  readonly cases: readonly CommandCase[];
}

const agent = { agentId: "agt_01970000000070008000000000000001", boot: 8_123, lastSequence: 90, nowMs: 1_795_165_200_000 };
const issued = agent.nowMs / 1_000 - 5;

const good: CommandPayload = {
  id: "cmd_01970000000070008000000000000002",
  seq: 91,
  aud: agent.agentId,
  boot: agent.boot,
  type: "route.stop",
  args: { route: "order-in", timeoutMs: 30_000 },
  iat: issued,
  exp: issued + 60,
  actor: "alice",
  reason: "maintenance ✓",
  risk: 2,
};

/** DER before the 32 bytes of an Ed25519 private key. */
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");
const seedOf = (name: string): Buffer => Buffer.from(name.padEnd(32, "."));

function keyPair(name: string) {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seedOf(name)]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32);
  const signer = (kid: string) => ({ kid, sign: async (bytes: Uint8Array) => new Uint8Array(sign(null, bytes, privateKey)) });
  return { publicKey: base64url(publicKey), seed: base64url(seedOf(name)), signer };
}

/** Signed commands, good and bad. */
export async function commandVectors(): Promise<CommandVectors> {
  const [present, next, stranger] = [keyPair("present key"), keyPair("next key"), keyPair("somebody else's key")];
  const seal = (more: Partial<CommandPayload>) => sealCommand(present.signer("c-1"), { ...good, ...more });
  const accepted = async (name: string, more: Partial<CommandPayload>): Promise<CommandCase> => ({
    name,
    envelope: await seal(more),
    expected: { ok: true, payload: { ...good, ...more } },
  });
  const refused = async (name: string, more: Partial<CommandPayload>, why: CommandFault): Promise<CommandCase> => ({
    name,
    envelope: await seal(more),
    expected: { ok: false, why },
  });
  const envelope = await seal({});
  const spaced = new TextEncoder().encode(JSON.stringify(good, undefined, 2));
  const raw = { kid: "c-1", p: base64url(spaced), sig: base64url(await present.signer("c-1").sign(spaced)) };
  const nonsense = new TextEncoder().encode("not json");
  return {
    says: "Commands to one agent. Check in this order: form, key, signature, audience, boot, expiry, sequence. Each case stands alone.",
    agent,
    keys: [
      { kid: "c-1", publicKey: present.publicKey },
      { kid: "c-2", publicKey: next.publicKey },
    ],
    privateKeys: { "c-1": present.seed, "c-2": next.seed },
    cases: [
      await accepted("good", {}),
      await accepted("for any start of the process", { boot: null }),
      await accepted("after a gap in the sequence", { seq: 4_000_000_000 }),
      { name: "signed with the next key", envelope: await sealCommand(next.signer("c-2"), good), expected: { ok: true, payload: good } },
      { name: "white space in the payload: the bytes are signed, not the JSON", envelope: raw, expected: { ok: true, payload: good } },
      await refused("for another agent", { aud: "agt_0197000000007000800000000000ffff" }, "wrong-audience"),
      await refused("for an earlier start of the process", { boot: 7 }, "wrong-boot"),
      await refused("expired", { iat: issued - 60, exp: issued }, "expired"),
      await refused("expires this instant", { exp: agent.nowMs / 1_000 }, "expired"),
      await refused("sequence number seen before", { seq: 90 }, "replayed"),
      await refused("old sequence number", { seq: 12 }, "replayed"),
      { name: "key not announced", envelope: { ...envelope, kid: "c-9" }, expected: { ok: false, why: "unknown-key" } },
      { name: "signed by somebody else", envelope: await sealCommand(stranger.signer("c-1"), good), expected: { ok: false, why: "bad-signature" } },
      { name: "payload exchanged", envelope: { ...envelope, p: (await seal({ type: "route.start" })).p }, expected: { ok: false, why: "bad-signature" } },
      { name: "signature cut", envelope: { ...envelope, sig: envelope.sig.slice(0, -2) }, expected: { ok: false, why: "malformed" } },
      {
        name: "signed, but no command",
        envelope: { kid: "c-1", p: base64url(nonsense), sig: base64url(await present.signer("c-1").sign(nonsense)) },
        expected: { ok: false, why: "malformed" },
      },
    ],
  };
}
