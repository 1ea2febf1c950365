import { beforeAll, describe, test } from "vitest";
import type { SealKey } from "#schema/protocol/runner/v1/sealed-secret";
import { openSecret, sealSecret } from "#schema/protocol/runner/v1/sealed-secret";
import { base64url, bytesOfBase64url } from "#schema/protocol/v1/command-envelope";

const place = { runnerId: "run_1", environmentId: "env_1", appId: "app_1", name: "DB_PASSWORD", version: 2 };

async function newKey(): Promise<SealKey> {
  const { privateKey, publicKey } = (await crypto.subtle.generateKey("X25519", true, ["deriveBits"])) as CryptoKeyPair;
  const raw = new Uint8Array((await crypto.subtle.exportKey("raw", publicKey)) as ArrayBuffer);
  return { privateKey, publicKey: base64url(raw) };
}

let own: SealKey;
beforeAll(async () => {
  own = await newKey();
});

describe("a sealed secret", () => {
  test("opens for the key it was sealed for", async ({ expect }) => {
    expect(await openSecret(own, place, await sealSecret(own.publicKey, place, "pa55 wörd €"))).toBe("pa55 wörd €");
  });

  test("never looks the same twice", async ({ expect }) => {
    expect(await sealSecret(own.publicKey, place, "x")).not.toBe(await sealSecret(own.publicKey, place, "x"));
  });

  test("opens for no other key and at no other place", async ({ expect }) => {
    const sealed = await sealSecret(own.publicKey, place, "x");
    expect(await openSecret(await newKey(), place, sealed)).toBeUndefined();
    for (const change of [{ runnerId: "run_2" }, { environmentId: "env_2" }, { appId: "app_2" }, { name: "OTHER" }, { version: 3 }]) {
      expect(await openSecret(own, { ...place, ...change }, sealed)).toBeUndefined();
    }
  });

  test("does not open once a byte was changed or cut off", async ({ expect }) => {
    const bytes = bytesOfBase64url(await sealSecret(own.publicKey, place, "x"));
    for (const index of bytes.keys()) {
      const changed = bytes.slice();
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(await openSecret(own, place, base64url(changed))).toBeUndefined();
    }
    expect(await openSecret(own, place, base64url(bytes.slice(0, -1)))).toBeUndefined();
    expect(await openSecret(own, place, "not base64url!")).toBeUndefined();
  });
});
