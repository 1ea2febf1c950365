/** The private half of the test key of `schema/license/keys.ts`. It is public on purpose: no production build accepts what it signs. */
export const testLicenseKey = {
  kid: "lic-test",
  jwk: {
    kty: "OKP",
    crv: "Ed25519",
    x: "njK3XkNgV9_bat1bcs753rBbBdd5mI7DSh7NZEWLEts",
    d: "gknyONCOf6F4PCJ0zzuVr2NAH7ipHPdNqGRC4RMhvc4",
  },
} as const;
