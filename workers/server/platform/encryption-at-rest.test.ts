import { describe, test } from "vitest";
import { deriveKeys } from "#server/platform/derived-keys";
import { decryptAtRest, encryptAtRest } from "#server/platform/encryption-at-rest";
import { Secret } from "#server/platform/secret";

const former = await deriveKeys(new Secret("former".repeat(8)), "t");
const present = await deriveKeys(new Secret("present".repeat(8)), "t");

describe("encryption at rest", () => {
  test("opens under the key it was written with, present or former", async ({ expect }) => {
    const written = await encryptAtRest(former, "pa55 wörd", "here");
    expect(written).not.toContain("pa55");
    expect(await decryptAtRest([present, former], written, "here")).toBe("pa55 wörd");
  });

  test("opens at no other place, under no other key and not when changed", async ({ expect }) => {
    const written = await encryptAtRest(present, "x", "here");
    await expect(decryptAtRest([present], written, "there")).rejects.toThrow();
    await expect(decryptAtRest([former], written, "here")).rejects.toThrow("no longer configured");
    const changed = `${written.slice(0, -5)}${written.at(-5) === "A" ? "B" : "A"}${written.slice(-4)}`;
    await expect(decryptAtRest([present], changed, "here")).rejects.toThrow();
  });
});
