import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { askClickHouse } from "../clickhouse/ask.ts";
import { identifier } from "../clickhouse/literal.ts";
import { splitStatements } from "../clickhouse/statement.ts";

const clickHouseFolder = join(import.meta.dirname, "../../schema/clickhouse");

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

const fileName = /^(\d{4})_[a-z0-9_-]+\.sql$/;

/** The numbered files of a folder, in order. Throws on a gap, a repetition or a file that is not `NNNN_what.sql`. */
export function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .toSorted();
  return files.map((name, index) => {
    const number = Number(fileName.exec(name)?.[1]);
    if (number !== index + 1) throw new Error(`${name}: expected a file ${String(index + 1).padStart(4, "0")}_what.sql`);
    const sql = readFileSync(join(folder, name), "utf8");
    return { number, name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

async function appliedTo(url: string): Promise<Map<number, string>> {
  await askClickHouse(
    url,
    `CREATE TABLE IF NOT EXISTS schema_migrations (number UInt32, name String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
     ENGINE = ReplacingMergeTree ORDER BY number`,
  );
  const rows = await askClickHouse(url, "SELECT number, checksum FROM schema_migrations FINAL FORMAT TabSeparated");
  const lines = rows.split("\n").filter((line) => line !== "");
  return new Map(lines.map((line) => line.split("\t")).map(([number, checksum]) => [Number(number), checksum ?? ""]));
}

async function apply(url: string, { number, name, sql, checksum }: Migration): Promise<void> {
  for (const statement of splitStatements(sql)) {
    await askClickHouse(url, statement).catch((cause: unknown) => {
      throw new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    });
  }
  // Statements are idempotent, so a death before this line only repeats them.
  await askClickHouse(
    url,
    "INSERT INTO schema_migrations (number, name, checksum) FORMAT TabSeparated",
    `${number}\t${name}\t${checksum}\n`,
  );
}

async function createDatabase(url: string): Promise<void> {
  const target = new URL(url);
  const database = decodeURIComponent(target.pathname.slice(1));
  if (database === "" || database === "default") return;
  target.pathname = "";
  await askClickHouse(target.href, `CREATE DATABASE IF NOT EXISTS ${identifier(database)}`);
}

/** Applies what is missing, in order; `url` is `http(s)://user:password@host:port/database`. Returns the names applied. */
export async function migrateClickHouse(url: string, folder = clickHouseFolder): Promise<string[]> {
  await createDatabase(url);
  const applied = await appliedTo(url);
  const migrations = readMigrations(folder);
  const changed = migrations.find(({ number, checksum }) => applied.has(number) && applied.get(number) !== checksum);
  if (changed !== undefined)
    throw new Error(`${changed.name} is not what was applied to this database; write a new file instead of changing it.`);
  const missing = migrations.filter(({ number }) => !applied.has(number));
  for (const migration of missing) await apply(url, migration);
  return missing.map(({ name }) => name);
}
