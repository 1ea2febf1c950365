import { crc32 } from "node:zlib";
import { describe, test } from "vitest";
import { isApiKey, knownPermissions, newApiKey, stateOf } from "#server/features/service-accounts/api-key";

describe("an API key", () => {
  test("has a form that scanners of secrets can look for", ({ expect }) => {
    const keys = Array.from({ length: 50 }, newApiKey);
    for (const key of keys) expect(key).toMatch(/^cml_k_[0-9A-Za-z]{49}$/);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("ends with the CRC-32 of what stands before", ({ expect }) => {
    const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const key = newApiKey();
    const checksum = Array.from(key.slice(-6)).reduce((number, digit) => number * 62 + digits.indexOf(digit), 0);
    expect(checksum).toBe(crc32(key.slice("cml_k_".length, -6)));
    expect(key).toSatisfy(isApiKey);
  });

  test("is known to be mistyped whichever character is wrong", ({ expect }) => {
    const key = newApiKey();
    for (let place = 0; place < key.length; place += 1) {
      const other = key[place] === "x" ? "y" : "x";
      expect(isApiKey(key.slice(0, place) + other + key.slice(place + 1)), String(place)).toBe(false);
    }
    for (const wrong of ["", "cml_k_", key.slice(0, -1), `${key}0`, key.toLowerCase(), `${key}\n`]) expect(isApiKey(wrong)).toBe(false);
  });

  test("is active until it expires or is revoked, to the millisecond", ({ expect }) => {
    expect(stateOf({ expiresAt: null, revokedAt: null }, 5)).toBe("active");
    expect([4, 5].map((nowMs) => stateOf({ expiresAt: 5, revokedAt: null }, nowMs))).toEqual(["active", "expired"]);
    expect(stateOf({ expiresAt: 5, revokedAt: 3 }, 9)).toBe("revoked");
  });

  test("loses what the catalogue has lost", ({ expect }) => {
    expect(knownPermissions(["users:read", "dragons:tame", "constructor"])).toEqual(["users:read"]);
  });
});
