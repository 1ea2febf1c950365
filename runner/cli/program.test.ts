import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { cli } from "#runner/cli/program";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "cameleer-cli-"));
  writeFileSync(path.join(folder, "config.yaml"), "name: rack-7\npolicy:\n  maxReplicas: 5\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What one call prints and ends with. */
async function called(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
  const environment = { CAMELEER_STATE_DIR: path.join(folder, "state"), CAMELEER_CONFIG: path.join(folder, "config.yaml") };
  const exitCode = await cli(args, { environment, terminal });
  return { exitCode, out: out.join("\n"), err: err.join("\n") };
}

describe("a call that is not right", () => {
  test.for([
    [["statsu"], "Did you mean status?"],
    [["service", "instal"], "Did you mean install?"],
    [["apps", "lst"], "apps list | inspect"],
    [["logs", "--since", "soon"], "--since soon"],
    [["logs", "--grep", "("], "not a regular expression"],
    [["apps", "stop", "nothing"], "There is no app nothing"],
    [["status", "--colour"], "unknown option"],
  ] as const)("%j ends with 2 and says what to do", async ([args, words], { expect }) => {
    const { exitCode, out, err } = await called(...args);
    expect(exitCode).toBe(2);
    expect(err).toContain(words);
    expect(err).toMatch(/next {2}\S/);
    expect(out).toBe("");
    expect(err).not.toMatch(/^\s+at /m);
  });

  test("answers scripts in JSON", async ({ expect }) => {
    const { err } = await called("statsu", "--json");
    expect(JSON.parse(err)).toMatchObject({ error: { code: "usage", message: expect.stringContaining("statsu") } });
  });
});

test("without a daemon what is asked of it ends with 6, and the apps are listed all the same", async ({ expect }) => {
  expect(await called("status", "--json")).toMatchObject({ exitCode: 6, err: expect.stringContaining("not-running") });
  expect(await called("apps", "--json")).toMatchObject({ exitCode: 0, out: '{"apps":[]}' });
});

test("the configuration says of every setting where it comes from", async ({ expect }) => {
  const { out } = await called("config", "show", "--json");
  const { settings } = JSON.parse(out) as { settings: { key: string; value: unknown; origin: string }[] };
  const of = (key: string) => settings.find((one) => one.key === key);
  expect(of("name")).toMatchObject({ value: "rack-7", origin: path.join(folder, "config.yaml") });
  expect(of("policy.maxReplicas")).toMatchObject({ value: 5, origin: path.join(folder, "config.yaml") });
  expect(of("policy.maxCpus")).toMatchObject({ origin: "default" });
  expect(of("stateDir")).toMatchObject({ origin: "CAMELEER_STATE_DIR" });
});

test("Bash completes commands, their subcommands and flags", async ({ expect }) => {
  const { out } = await called("completion", "bash");
  const ask = (...words: string[]): string => {
    const script = `${out}\nCOMP_WORDS=(cameleer-runner "$@"); COMP_CWORD=$#; _cameleer_runner; echo "\${COMPREPLY[*]}"`;
    return execFileSync("bash", ["-c", script, "bash", ...words], { encoding: "utf8" }).trim();
  };
  expect(ask("st")).toBe("status");
  expect(ask("apps", "st")).toBe("stop start");
  expect(ask("--json", "service", "un")).toBe("uninstall");
  expect(ask("logs", "--s")).toBe("--since --state-dir");
});
