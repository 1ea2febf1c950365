import { describe, test } from "vitest";
import { announced, commandSigningOf } from "#server/platform/command-signing";
import { deriveKeys } from "#server/platform/derived-keys";
import { Secret } from "#server/platform/secret";

const secret = new Secret("s".repeat(43));

describe("command signing", () => {
  test("what the private key signs, the announced 32 bytes verify", async ({ expect }) => {
    const signing = await commandSigningOf(await deriveKeys(secret, "acme"));
    const { publicKey, algorithm } = announced(signing);
    const message = new TextEncoder().encode("stop route orders");
    const signature = await crypto.subtle.sign(algorithm, signing.privateKey, message);
    const verifier = await crypto.subtle.importKey("raw", Buffer.from(publicKey, "base64url"), algorithm, false, ["verify"]);
    expect(await crypto.subtle.verify(algorithm, verifier, signature, message)).toBe(true);
  });

  test("the key survives restarts, cannot be exported, and is another for each tenant", async ({ expect }) => {
    const first = await commandSigningOf(await deriveKeys(secret, "acme"));
    const again = await commandSigningOf(await deriveKeys(secret, "acme"));
    const rival = await commandSigningOf(await deriveKeys(secret, "rival"));
    expect(again.publicKey).toBe(first.publicKey);
    expect(rival.publicKey).not.toBe(first.publicKey);
    await expect(crypto.subtle.exportKey("jwk", first.privateKey)).rejects.toThrow();
  });
});
