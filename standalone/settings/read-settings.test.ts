import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readSettings } from "#standalone/settings/read-settings";

function aFile(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "cameleer-settings-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "cameleer.properties");
  writeFileSync(path, content);
  return path;
}

test("without anything set the defaults hold", () => {
  expect(readSettings([], {})).toMatchObject({ PORT: 8080, CAMELEER_DATA_DIR: ".cameleer", CAMELEER_TENANT_ID: "default" });
});

test("a flag wins over the environment, the environment over the file, the file over the default", () => {
  const file = aFile("# comment\ncameleer.tenant.id=from-file\nCAMELEER_DATA_DIR = /file\nport=1\n");
  const environment = { CAMELEER_CONFIG_FILE: file, CAMELEER_DATA_DIR: "/environment", PORT: "2" };
  expect(readSettings(["--port", "3"], environment)).toMatchObject({
    PORT: 3,
    CAMELEER_DATA_DIR: "/environment",
    CAMELEER_TENANT_ID: "from-file",
  });
});

test("an empty value counts as unset", () => {
  expect(readSettings([], { CAMELEER_DATABASE_URL: "", PORT: " " })).toMatchObject({ PORT: 8080 });
});

test.each([
  [{ PORT: "70000" }, "PORT: got 5 characters, expected a port number from 1 to 65535."],
  [{ PORT: "http" }, "PORT: got 4 characters, expected a port number from 1 to 65535."],
  [
    { CAMELEER_DATABASE_URL: "mysql://u:hunter2@h/d" },
    "CAMELEER_DATABASE_URL: got 21 characters, expected postgres://user:password@host:port/database.",
  ],
  [
    { CAMELEER_AUTH_LOCAL_ENABLED: "false" },
    "CAMELEER_AUTH_LOCAL_ENABLED: got false without CAMELEER_OIDC_ISSUER_URI, expected a way to sign in.",
  ],
  [{ CAMELEER_OIDC_ISSUER_URI: "idp.example" }, "CAMELEER_OIDC_ISSUER_URI: got 11 characters, expected http(s)://host/path."],
  [{ CAMELEER_ADMIN_USERNAME: "ada" }, "CAMELEER_ADMIN_USERNAME and CAMELEER_ADMIN_PASSWORD: got one of them, expected both or neither."],
  [{ CAMELEER_BOOTSTRAP_TOKEN: "short" }, "CAMELEER_BOOTSTRAP_TOKEN: got 5 characters, expected at least 8 characters without spaces."],
  [
    { CAMELEER_TRUSTED_PROXIES: "my-proxy" },
    "CAMELEER_TRUSTED_PROXIES: got 8 characters, expected address ranges such as 10.0.0.0/8, separated by commas.",
  ],
  [{ CAMELEER_CONFIG_FILE: "/no/such/file" }, "CAMELEER_CONFIG_FILE: /no/such/file cannot be read."],
])("%o is refused by name, shape and expectation, never by value", (environment, sentence) => {
  expect(() => readSettings([], environment)).toThrow(sentence);
});

test("an unknown flag and an unknown name in the file are refused", () => {
  expect(() => readSettings(["--prot", "1"], {})).toThrow("--prot");
  expect(() => readSettings(["--config", aFile("prot=1")], {})).toThrow("line 1: expected NAME=value");
});
