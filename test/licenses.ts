import { Secret } from "#server/platform/secret";
import type { LicenseWishes } from "#tools/license-token";
import { claimsOf, signedLicense } from "#tools/license-token";

/** When the clock of a test world starts. */
export const worldStartMs = Date.UTC(2026, 10, 22, 4);

export const everyFeature = ["debugger", "lineage", "correlation"];

/** A license for any tenant, for a year from the start of a test world, signed with the test key. */
export function aLicense(wishes: LicenseWishes = {}): Promise<string> {
  return signedLicense(claimsOf({ features: everyFeature, ...wishes }, worldStartMs));
}

/** As a world's configuration has it. */
export async function licensed(wishes: LicenseWishes = {}): Promise<{ readonly license: Secret }> {
  return { license: new Secret(await aLicense(wishes)) };
}
