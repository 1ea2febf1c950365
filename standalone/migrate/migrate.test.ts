import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { askClickHouse } from "#standalone/clickhouse/ask";
import { startClickHouse, type RunningClickHouse } from "#standalone/clickhouse/start";
import { migrateClickHouse, readMigrations } from "#standalone/migrate/clickhouse";
import { migratePostgres, migrationsFolder } from "#standalone/migrate/postgres";
import { openEmbedded } from "#standalone/postgres/embedded";
import { withInnerClient } from "#standalone/postgres/embedded-backend";

let clickhouse: RunningClickHouse;
beforeAll(async () => {
  clickhouse = await startClickHouse();
});
afterAll(async () => {
  await clickhouse.stop();
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "cameleer-migrations-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function database(name: string): string {
  const url = new URL(clickhouse.url);
  url.pathname = name;
  return url.href;
}

async function tablesOf(url: string): Promise<unknown[]> {
  const query = `SELECT name, engine_full, sorting_key, partition_key, replaceAll(create_table_query, currentDatabase(), 'x') AS made
                 FROM system.tables WHERE database = currentDatabase() ORDER BY name FORMAT JSONEachRow`;
  const rows = await askClickHouse(url, query);
  return rows
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

const clickHouseFiles = join(import.meta.dirname, "../../schema/clickhouse");

test("a ClickHouse migrated file by file is the one migrated at once, and a second run changes nothing", { timeout: 30_000 }, async () => {
  const folder = aFolder();
  const applied: string[] = [];
  for (const { name } of readMigrations(clickHouseFiles)) {
    cpSync(join(clickHouseFiles, name), join(folder, name));
    applied.push(...(await migrateClickHouse(database("stepwise"), folder)));
  }
  expect(await migrateClickHouse(database("fresh"))).toEqual(applied);
  expect(await tablesOf(database("stepwise"))).toEqual(await tablesOf(database("fresh")));
  expect(await migrateClickHouse(database("fresh"))).toEqual([]);
});

test("running every ClickHouse file a second time changes nothing, as after a death in between", { timeout: 30_000 }, async () => {
  await migrateClickHouse(database("twice"));
  const before = await tablesOf(database("twice"));
  await askClickHouse(database("twice"), "TRUNCATE TABLE schema_migrations");
  await migrateClickHouse(database("twice"));
  expect(await tablesOf(database("twice"))).toEqual(before);
});

test("a file that was changed after it was applied stops the migration and is named", async () => {
  const folder = aFolder();
  writeFileSync(join(folder, "0001_a.sql"), "CREATE TABLE IF NOT EXISTS a (x UInt8) ENGINE = Memory;");
  await migrateClickHouse(database("changed"), folder);
  writeFileSync(join(folder, "0001_a.sql"), "CREATE TABLE IF NOT EXISTS a (y UInt8) ENGINE = Memory;");
  await expect(migrateClickHouse(database("changed"), folder)).rejects.toThrow("0001_a.sql is not what was applied");
});

test("a statement that fails names its file, and what came before it stays", async () => {
  const folder = aFolder();
  writeFileSync(join(folder, "0001_a.sql"), "CREATE TABLE IF NOT EXISTS a (x UInt8) ENGINE = Memory;");
  writeFileSync(join(folder, "0002_b.sql"), "SELEC 1;");
  await expect(migrateClickHouse(database("failing"), folder)).rejects.toThrow("0002_b.sql: Code: 62.");
  writeFileSync(join(folder, "0002_b.sql"), "SELECT 1;");
  expect(await migrateClickHouse(database("failing"), folder)).toEqual(["0002_b.sql"]);
});

test.each([[["0002_a.sql"]], [["0001_a.sql", "0001_b.sql"]], [["0001_a.sql", "0003_c.sql"]], [["first.sql"]]])(
  "the files %j are refused",
  (names) => {
    const folder = aFolder();
    for (const name of names) writeFileSync(join(folder, name), "SELECT 1");
    expect(() => readMigrations(folder)).toThrow(/expected a file \d{4}_what\.sql/);
  },
);

interface Journal {
  readonly entries: readonly { readonly tag: string }[];
}

async function catalog(client: Client): Promise<unknown[]> {
  const queries = [
    "SELECT table_schema, table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_schema IN ('public', 'tenancy')",
    "SELECT schemaname, tablename, indexdef FROM pg_indexes WHERE schemaname IN ('public', 'tenancy')",
    "SELECT schemaname, tablename, policyname, cmd, qual, with_check FROM pg_policies",
    "SELECT relname, relrowsecurity, relforcerowsecurity, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    "SELECT conname, pg_get_constraintdef(oid) AS def FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
  ];
  const found: unknown[] = [];
  for (const query of queries) found.push((await client.query(`SELECT row_to_json(q)::text AS row FROM (${query}) q ORDER BY 1`)).rows);
  return found;
}

async function migratedCatalog(folders: readonly string[]): Promise<unknown[]> {
  const engine = await openEmbedded({
    onDeath: (reason) => {
      throw new Error(reason);
    },
  });
  return withInnerClient(engine, { role: undefined, idleMs: 60_000 }, async (client) => {
    for (const folder of folders) await migratePostgres(client, folder);
    return catalog(client);
  }).finally(() => engine.close());
}

/** The migrations as they were after each one of them. */
function history(): string[] {
  const parent = aFolder();
  const journal = JSON.parse(readFileSync(join(migrationsFolder, "meta/_journal.json"), "utf8")) as Journal;
  return journal.entries.map((_, index) => {
    const folder = join(parent, String(index));
    mkdirSync(join(folder, "meta"), { recursive: true });
    for (const file of readdirSync(migrationsFolder).filter((name) => name.endsWith(".sql")))
      cpSync(join(migrationsFolder, file), join(folder, file));
    writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries: journal.entries.slice(0, index + 1) }));
    return folder;
  });
}

test("a PostgreSQL migrated step by step is the one migrated at once", { timeout: 60_000 }, async () => {
  const stepwise = await migratedCatalog(history());
  expect(stepwise).toEqual(await migratedCatalog([migrationsFolder]));
});
