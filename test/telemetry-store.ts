import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startClickHouse } from "#standalone/clickhouse/start";
import { splitStatements } from "#standalone/clickhouse/statement";

/** The embedded ClickHouse with the product's tables. */
export interface TelemetryStore {
  readonly url: string;
  readonly pid: number;
  /** Runs one statement; `body` are the rows of an INSERT. */
  run(sql: string, body?: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Rows of a SELECT. Integers come as numbers, exact below 2^53. */
  rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]>;
  /** Empties the tables, and with them the memory of which inserts were seen. */
  recreate(): Promise<void>;
  stop(): Promise<void>;
}

const folder = join(import.meta.dirname, "../schema/clickhouse");

function schemaStatements(): string[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort();
  return files.flatMap((file) => splitStatements(readFileSync(join(folder, file), "utf8")));
}

export async function startTelemetryStore(): Promise<TelemetryStore> {
  const engine = await startClickHouse();
  const { origin, username, password, pathname } = new URL(engine.url);
  const headers = { "x-clickhouse-user": username, "x-clickhouse-key": password, "x-clickhouse-database": pathname.slice(1) };

  const run = async (sql: string, body?: Uint8Array<ArrayBuffer>): Promise<string> => {
    const address = body === undefined ? `${origin}/` : `${origin}/?query=${encodeURIComponent(sql)}`;
    const response = await fetch(address, { method: "POST", headers, body: body ?? sql });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  };
  const rows = async <Row>(sql: string): Promise<Row[]> =>
    (await run(`${sql} FORMAT JSONEachRow`))
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Row);
  const create = async (): Promise<void> => {
    for (const statement of schemaStatements()) await run(statement);
  };

  await create();
  return {
    url: engine.url,
    pid: engine.pid,
    run,
    rows,
    recreate: async () => {
      for (const { name } of await rows<{ name: string }>("SELECT name FROM system.tables WHERE database = currentDatabase()"))
        await run(`DROP TABLE ${name} SYNC`);
      await create();
    },
    stop: () => engine.stop(),
  };
}
