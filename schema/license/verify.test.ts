import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { licenseKeys } from "#schema/license/keys";
import type { LicenseHolder } from "#schema/license/verify";
import { licenseRefusals, verifyLicense } from "#schema/license/verify";
import { claimsOf, signedLicense } from "#tools/license-token";

interface Vectors {
  readonly tenant: string;
  readonly nowMs: number;
  readonly vectors: readonly { readonly name: string; readonly token: string; readonly expect: string }[];
}

const { vectors, ...place } = JSON.parse(readFileSync(join(import.meta.dirname, "vectors/licenses.json"), "utf8")) as Vectors;
const holder: LicenseHolder = { ...place, keys: licenseKeys(false) };

describe("attack 45: a license that was forged or made for somebody else", () => {
  test.for(vectors.map((vector) => [vector.name, vector] as const))("%s", async ([, { token, expect: wanted }], { expect }) => {
    const verified = await verifyLicense(holder, token);
    expect(verified.ok ? "ok" : verified.why).toBe(wanted);
  });

  test("every reason to refuse one has a vector", ({ expect }) => {
    const tried = vectors.map((vector) => vector.expect).filter((wanted) => wanted !== "ok");
    expect([...new Set(tried)].toSorted()).toEqual([...licenseRefusals].toSorted());
  });

  test("any single changed character is noticed", async ({ expect }) => {
    const token = vectors[0]?.token ?? "";
    const lastOfSignature = token.length - 1;
    for (let at = 0; at < lastOfSignature; at += 7) {
      const changed = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
      expect((await verifyLicense(holder, changed)).ok, `at ${at}`).toBe(false);
    }
  });

  test("a production build does not know the key that everybody can sign with", async ({ expect }) => {
    const token = await signedLicense(claimsOf({}, place.nowMs));
    expect(await verifyLicense(holder, token)).toMatchObject({ ok: true, license: { test: true } });
    expect(await verifyLicense({ ...holder, keys: licenseKeys(true) }, token)).toEqual({ ok: false, why: "unknown-key" });
  });
});
