import { build } from "esbuild";
import { expect, test } from "vitest";
import { licenseKeys } from "#schema/license/keys";
import { definitionsOf, serverBundle } from "#tools/build";

const testKey = licenseKeys(false).find((key) => key.test)?.publicKey ?? "";

test.for(["development", "production"] as const)(
  "whether a %s bundle knows the license key that everybody can sign with",
  { timeout: 20_000 },
  async (mode) => {
    const { outputFiles } = await build({ ...serverBundle, define: definitionsOf(mode), write: false });
    expect(outputFiles[0]?.text.includes(testKey)).toBe(mode === "development");
  },
);
