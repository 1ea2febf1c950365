/** An Ed25519 key that licenses are signed with. */
export interface LicenseKey {
  readonly kid: string;
  /** 32 bytes, base64url. */
  readonly publicKey: string;
  /** Its private half is in this repository, so what it signs proves nothing. */
  readonly test: boolean;
}

/** The vendor's. A new one is added here a release before its first use; an old one stays as long as licenses signed with it run. */
const productionKeys: readonly LicenseKey[] = [
  { kid: "lic-2026-1", publicKey: "_r-APlz6VQyUkVRbRCxBEZr9yQjmSCtuW-gitRbm7t0", test: false },
];

/** `tools/test-license-key.ts` is the other half. */
const testKey: LicenseKey = { kid: "lic-test", publicKey: "njK3XkNgV9_bat1bcs753rBbBdd5mI7DSh7NZEWLEts", test: true };

declare const CAMELEER_PRODUCTION: boolean;

/**
 * The keys whose licenses this build accepts. Decided when the bundle is made, in one expression, so that a production bundle does not even
 * contain the test key; what runs from source is no production build.
 */
export const acceptedKeys: readonly LicenseKey[] =
  typeof CAMELEER_PRODUCTION !== "undefined" && CAMELEER_PRODUCTION ? productionKeys : [...productionKeys, testKey];

/** The keys of a build that is, or is not, for production. */
export function licenseKeys(production: boolean): readonly LicenseKey[] {
  return production ? productionKeys : acceptedKeys;
}
