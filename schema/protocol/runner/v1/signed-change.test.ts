import { beforeAll, describe, test } from "vitest";
import type { ChangeSigner, ServerKey, SignedChange } from "#schema/protocol/runner/v1/signed-change";
import { openChange, signChange, trustedKeys } from "#schema/protocol/runner/v1/signed-change";
import { base64url, bytesOfBase64url } from "#schema/protocol/v1/command-envelope";

const id = (prefix: string): string => `${prefix}_${"0".repeat(31)}1`;
const addressee = { runnerId: id("run"), nowMs: 1_000_000 };
const removal = { environmentId: id("env"), appId: id("app"), generation: 3, deploymentId: id("dep"), mode: "stop" } as const;
const unsigned = { change: { type: "app.remove", removal }, runnerId: id("run"), rev: 7, notAfter: 1_001 } as const;

interface Pair {
  readonly signer: ChangeSigner;
  readonly key: ServerKey;
}

async function newPair(kid: string): Promise<Pair> {
  const { privateKey, publicKey } = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  const raw = new Uint8Array((await crypto.subtle.exportKey("raw", publicKey)) as ArrayBuffer);
  return { signer: { kid, privateKey }, key: { kid, publicKey: base64url(raw), endorsement: null } };
}

async function endorsed(by: Pair, pair: Pair): Promise<ServerKey> {
  const sig = await crypto.subtle.sign("Ed25519", by.signer.privateKey, bytesOfBase64url(pair.key.publicKey));
  return { ...pair.key, endorsement: { kid: by.key.kid, sig: base64url(new Uint8Array(sig)) } };
}

let server: Pair;
let signed: SignedChange;

beforeAll(async () => {
  server = await newPair("d-1");
  signed = await signChange(server.signer, unsigned);
});

describe("a signed change", () => {
  test("is taken by the runner it is for, whatever order its members arrive in", async ({ expect }) => {
    const reordered = Object.fromEntries(Object.entries(JSON.parse(JSON.stringify(signed))).toReversed());
    expect(await openChange([server.key], addressee, reordered)).toEqual({ ok: true, signed });
  });

  test("is refused when anything in it was changed", async ({ expect }) => {
    for (const forged of [
      { ...signed, rev: 8 },
      { ...signed, notAfter: 9_999 },
      { ...signed, change: { ...unsigned.change, removal: { ...removal, mode: "purge" } } },
      { ...signed, later: "an unknown member is covered too" },
    ]) {
      expect(await openChange([server.key], addressee, forged)).toEqual({ ok: false, why: "bad-signature" });
    }
  });

  test("may carry members that a later version adds, since the signature covers what was received", async ({ expect }) => {
    const later = await signChange(server.signer, { ...unsigned, later: true } as typeof unsigned);
    expect(await openChange([server.key], addressee, later)).toMatchObject({ ok: true });
  });

  test("is refused by another runner, after its time, under another key and when it is none", async ({ expect }) => {
    const why = async (keys: ServerKey[], change: Partial<typeof addressee>, received: unknown) =>
      openChange(keys, { ...addressee, ...change }, received);
    expect(await why([server.key], { runnerId: id("run").replace("1", "2") }, signed)).toMatchObject({ why: "wrong-runner" });
    expect(await why([server.key], { nowMs: 1_001_000 }, signed)).toMatchObject({ why: "expired" });
    expect(await why([], {}, signed)).toMatchObject({ why: "unknown-key" });
    expect(await why([{ ...(await newPair("d-2")).key, kid: "d-1" }], {}, signed)).toMatchObject({ why: "bad-signature" });
    expect(await why([server.key], {}, { ...signed, change: {} })).toMatchObject({ why: "malformed" });
  });
});

describe("server keys", () => {
  test("a key that a trusted one endorses is trusted, and endorses in turn", async ({ expect }) => {
    const [second, third] = [await newPair("d-2"), await newPair("d-3")];
    const announced = [await endorsed(server, second), await endorsed(second, third)];
    expect((await trustedKeys([server.key], announced)).map(({ kid }) => kid)).toEqual(["d-1", "d-2", "d-3"]);
  });

  test("a key without endorsement, or with a stranger's, is not", async ({ expect }) => {
    const [stranger, second] = [await newPair("d-1"), await newPair("d-2")];
    expect(await trustedKeys([server.key], [second.key, await endorsed(stranger, second)])).toEqual([server.key]);
  });
});
