import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findLicense } from "#standalone/license";
import { defaultLicenseFile } from "#standalone/settings/definitions";
import { aLicense, worldStartMs } from "#test/licenses";

const nothing = { CAMELEER_LICENSE: undefined, CAMELEER_LICENSE_FILE: defaultLicenseFile, CAMELEER_TENANT_ID: "acme" };

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "cameleer-license-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("a license of the file is handed on, without the newline at its end", async () => {
  const file = join(aFolder(), "license.jwt");
  const token = await aLicense();
  writeFileSync(file, `${token}\n`);
  expect(await findLicense({ ...nothing, CAMELEER_LICENSE_FILE: file }, worldStartMs)).toEqual({ token, warning: undefined });
});

test("the setting wins over the file", async () => {
  const file = join(aFolder(), "license.jwt");
  writeFileSync(file, await aLicense({ seq: 1 }));
  const token = await aLicense({ seq: 2 });
  expect(await findLicense({ ...nothing, CAMELEER_LICENSE: token, CAMELEER_LICENSE_FILE: file }, worldStartMs)).toMatchObject({ token });
});

test("nobody needs a license: no word about the usual file when it is not there", async () => {
  expect(await findLicense(nothing, worldStartMs)).toEqual({ token: undefined, warning: undefined });
});

test("a file that was named and is not there, or is none, is a sentence and no reason not to start", async () => {
  const folder = aFolder();
  const absent = join(folder, "absent.jwt");
  const warning = `CAMELEER_LICENSE_FILE: ${absent} is not there. Starting without a license.`;
  expect(await findLicense({ ...nothing, CAMELEER_LICENSE_FILE: absent }, worldStartMs)).toEqual({ token: undefined, warning });
  const aDirectory = join(folder, "directory");
  mkdirSync(aDirectory);
  expect(await findLicense({ ...nothing, CAMELEER_LICENSE_FILE: aDirectory }, worldStartMs)).toMatchObject({
    token: undefined,
    warning: expect.stringContaining("cannot be read"),
  });
});

test.each([
  ["hello", "This is not a license"],
  [aLicense({ tenant: "globex" }), "It was made for another tenant."],
])("a license that is not good is handed on, so that the license page can say why, and said at the start", async (given, why) => {
  const token = await given;
  const found = await findLicense({ ...nothing, CAMELEER_LICENSE: token }, worldStartMs);
  expect(found).toMatchObject({ token, warning: expect.stringContaining(why) });
});
