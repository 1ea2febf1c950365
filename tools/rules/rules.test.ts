import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "vitest";
import { forbiddenImport } from "#tools/rules/boundaries";
import { badFileName } from "#tools/rules/file-names";

describe("who may import whom", () => {
  test.for<[string, string]>([
    ["schema/contract/users.ts", "zod"],
    ["schema/postgres/server/users.ts", "drizzle-orm/pg-core"],
    ["workers/server/features/users/create-user.ts", "#server/platform/call"],
    ["workers/server/features/users/create-user.ts", "#server/features/audit/index"],
    ["workers/server/features/users/users.store.ts", "drizzle-orm"],
    ["workers/server/features/users/routes.ts", "hono"],
    ["ui/features/agents/agents-page.tsx", "#schema/contract/agents"],
    ["ui/features/agents/agents-page.tsx", "#ui/design/button.tsx"],
    ["bench/ingest.ts", "#test/fleet/agent"],
  ])("%s may import %s", ([file, specifier], { expect }) => {
    expect(forbiddenImport(file, specifier)).toBeUndefined();
  });

  test.for<[string, string]>([
    ["schema/contract/users.ts", "#schema/postgres/server/users"],
    ["schema/contract/users.ts", "hono"],
    ["workers/server/features/users/create-user.ts", "hono"],
    ["workers/server/features/users/create-user.ts", "drizzle-orm"],
    ["workers/server/features/users/create-user.ts", "../audit/write-audit.ts"],
    ["workers/server/features/users/create-user.ts", "#test/world"],
    ["workers/server/ingest/inflate.ts", "#server/platform/clock"],
    ["workers/server/platform/serve.ts", "#server/features/users/index"],
    ["workers/server/features/exchanges/list-exchanges.ts", "@clickhouse/client-web"],
    ["ui/features/agents/agents-page.tsx", "#server/platform/call"],
    ["ui/features/agents/agents-page.tsx", "../exchanges/exchange-page.tsx"],
    ["ui/design/button.tsx", "#ui/features/agents/index.tsx"],
    ["runner/main.ts", "#server/platform/call"],
    ["workers/server/app.ts", "#standalone/main"],
  ])("%s may not import %s", ([file, specifier], { expect }) => {
    expect(forbiddenImport(file, specifier)).toBeTypeOf("string");
  });
});

test("a file is named for what it holds, in kebab-case", ({ expect }) => {
  expect(badFileName("ui/lib/utils.ts")).toMatch(/says nothing/);
  expect(badFileName("ui/lib/timeRange.ts")).toMatch(/kebab-case/);
  expect(badFileName("ui/lib/time-range.test.ts")).toBeUndefined();
});

describe("the rules as oxlint runs them", () => {
  test.for<[string, string, string]>([
    ["workers/server/features/users/a.ts", 'import { Hono } from "hono";\nexport const a = Hono;\n', "boundaries"],
    ["workers/server/features/users/a.ts", "export const a = () => Date.now();\n", "one-clock"],
    ["workers/server/features/users/a.ts", "export const a = () => new Date();\n", "one-clock"],
    ["workers/server/features/users/a.ts", "export const a = process.env.HOME;\n", "configured-once"],
    ["workers/server/features/users/a.ts", "// TODO later\nexport const a = 1;\n", "dated-promises"],
    ["workers/server/features/users/a.ts", "export const a = (db) => db.transaction(async () => 1);\n", "audited-transactions"],
    ["workers/server/features/users/utils.ts", "export const a = 1;\n", "file-names"],
  ])("%s with %j breaks house(%s)", { timeout: 20_000 }, ([file, text, rule], { expect, onTestFinished }) => {
    const root = mkdtempSync(path.join(tmpdir(), "rules-"));
    onTestFinished(() => rmSync(root, { recursive: true }));
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
    symlinkSync(import.meta.dirname, path.join(root, "rules"));
    writeFileSync(
      path.join(root, ".oxlintrc.json"),
      JSON.stringify({
        jsPlugins: [path.join(import.meta.dirname, "plugin.ts")],
        categories: { correctness: "off" },
        rules: { [`house/${rule}`]: "error" },
      }),
    );
    expect(lint(root)).toContain(`house(${rule})`);
  });
});

function lint(root: string): string {
  const binary = path.join(import.meta.dirname, "../../node_modules/.bin/oxlint");
  try {
    return execFileSync(binary, ["--format=unix"], { cwd: root, encoding: "utf8" });
  } catch (thrown) {
    return String((thrown as { stdout?: string }).stdout);
  }
}
