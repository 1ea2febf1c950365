import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, test } from "vitest";
import { exportAudit, verifyAudit } from "#schema/contract/audit";
import { fill } from "#test/audit-entries";
import { thePostgres } from "#test/engines";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

const run = promisify(execFile);
let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), "cameleer-audit-"))));
afterAll(() => rm(folder, { recursive: true }));

async function exported(world: World, query: { actor?: string } = {}): Promise<string[]> {
  const text = await (await world.as("admin").call(exportAudit, { query })).text();
  return text.split("\n").filter((line) => line !== "");
}

/** What the command prints, and how it ends. */
async function verdictOn(lines: readonly string[], ...options: string[]): Promise<{ said: string; ok: boolean }> {
  const file = path.join(folder, "export.ndjson");
  await writeFile(file, lines.join("\n"));
  return run(process.execPath, ["tools/verify-audit.ts", file, ...options]).then(
    ({ stdout }) => ({ said: stdout, ok: true }),
    ({ stderr }: { stderr: string }) => ({ said: stderr, ok: false }),
  );
}

/** As the one who owns the database, past every grant. `$1` is the tenant. */
async function tamper(world: World, statement: string): Promise<void> {
  await thePostgres().asOwner(async (owner) => {
    const { rows } = await owner.query<{ changed: number }>(
      `with done as (${statement} returning 1) select count(*)::int as changed from done`,
      [world.deps.tenant],
    );
    if (rows[0]?.changed !== 1) throw new Error("Nothing was tampered with");
  });
}

const tamperings = [
  [
    "the record of an entry",
    `update audit_log set record = replace(record, 'bob', 'eve') where tenant_id = $1 and sequence = 3`,
    3,
    /content/,
  ],
  ["a column of an entry", `update audit_log set actor = 'eve' where tenant_id = $1 and sequence = 3`, 3, /columns/],
  ["the detail of an entry", `update audit_log set detail = '{"note":1}' where tenant_id = $1 and sequence = 3`, 3, /columns/],
  ["the hash of an entry", `update audit_log set hash = repeat('0', 64) where tenant_id = $1 and sequence = 3`, 3, /content/],
  ["the order", `update audit_log set sequence = 99 where tenant_id = $1 and sequence = 3`, 4, /missing/],
] as const;

describe("the chain of the audit log", () => {
  test("holds from the first entry to the newest, also when the log is empty", async ({ expect }) => {
    const world = await aWorld();
    expect(await world.as("admin").call(verifyAudit, {})).toEqual({ intact: true, entries: 0, head: "", brokenAt: null });
    await fill(world, 5);
    const verdict = await world.as("admin").call(verifyAudit, {});
    expect(verdict).toMatchObject({ intact: true, entries: 5, head: expect.stringMatching(/^[0-9a-f]{64}$/), brokenAt: null });
  });

  test.for(tamperings)("breaks when somebody changes %s", async ([, statement, sequence, reason], { expect }) => {
    const world = await aWorld();
    await fill(world, 5);
    await tamper(world, statement);
    const verdict = await world.as("admin").call(verifyAudit, {});
    expect(verdict).toMatchObject({
      intact: false,
      entries: sequence === 4 ? 2 : sequence - 1,
      brokenAt: { sequence, reason: expect.stringMatching(reason) },
    });
  });

  test("breaks when an entry is deleted in the middle", async ({ expect }) => {
    const world = await aWorld();
    await fill(world, 5);
    await tamper(world, "delete from audit_log where tenant_id = $1 and sequence = 2");
    expect(await world.as("admin").call(verifyAudit, {})).toMatchObject({ intact: false, brokenAt: { sequence: 3 } });
  });

  test("shows by its head that the end was cut off", async ({ expect }) => {
    const world = await aWorld();
    await fill(world, 5);
    const { head } = await world.as("admin").call(verifyAudit, {});
    await tamper(world, "delete from audit_log where tenant_id = $1 and sequence = 5");
    expect((await world.as("admin").call(verifyAudit, {})).head).not.toBe(head);
    expect(await verdictOn(await exported(world), "--head", head)).toMatchObject({ ok: false, said: expect.stringContaining("cut off") });
  });

  test("cannot be changed by the server itself", async ({ expect }) => {
    const world = await aWorld();
    await fill(world, 1);
    const db = world.deps.db.forTenant(world.deps.tenant);
    for (const statement of [sql`delete from audit_log`, sql`update audit_log set actor = 'eve'`, sql`truncate audit_log`]) {
      await expect(db.execute(statement)).rejects.toMatchObject({ cause: { code: "42501" } });
    }
  });
});

describe("the command that verifies an export", () => {
  test("finds a whole export intact and ends with its own record", async ({ expect }) => {
    const world = await aWorld();
    await fill(world, 5);
    const lines = await exported(world);
    const { head } = await world.as("admin").call(verifyAudit, {});
    expect(JSON.parse((JSON.parse(lines.at(-1) ?? "") as { record: string }).record)).toMatchObject({
      action: "audit.export",
      actor: "admin",
    });
    expect(await verdictOn(lines)).toEqual({ ok: true, said: `Intact: 6 entries. Head ${head} (entry 6)\n` });
  });

  test.for([
    ["changed", (lines: string[]) => lines.map((line) => line.replace("bob", "eve")), /entry 2: its content/],
    ["deleted", (lines: string[]) => lines.toSpliced(2, 1), /entry 4: it follows entry 2/],
    ["moved", (lines: string[]) => [...lines.slice(0, 2), ...lines.slice(3, 4), ...lines.slice(2, 3), ...lines.slice(4)], /entry 4/],
    ["cut off at the front", (lines: string[]) => lines.slice(1), /entry 2: it follows entry 0/],
  ] as const)("finds what was %s", async ([, change, said], { expect }) => {
    const world = await aWorld();
    await fill(world, 5);
    const verdict = await verdictOn(change(await exported(world)));
    expect(verdict).toMatchObject({ ok: false, said: expect.stringMatching(said) });
  });

  test("takes a selection when it is told so, and finds each changed entry of it", async ({ expect }) => {
    const world = await aWorld();
    await fill(world, 7);
    const lines = await exported(world, { actor: "ann" });
    expect(await verdictOn(lines)).toMatchObject({ ok: false });
    expect(await verdictOn(lines, "--filtered")).toMatchObject({ ok: true, said: expect.stringContaining("3 entries") });
    expect(
      await verdictOn(
        lines.map((line) => line.replace("ann", "eve")),
        "--filtered",
      ),
    ).toMatchObject({ ok: false });
  });
});
