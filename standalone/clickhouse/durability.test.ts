import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@clickhouse/client-web";
import { expect, onTestFinished, test } from "vitest";
import { spoolName } from "#standalone/clickhouse/spool";
import { startClickHouse, type RunningClickHouse } from "#standalone/clickhouse/start";

function aDataDir(): string {
  const directory = mkdtempSync(join(tmpdir(), "cameleer-durability-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function count({ url }: RunningClickHouse): Promise<string | undefined> {
  const client = createClient({ url });
  const found = await client.query({
    query: "SELECT toString(count()) AS n, toString(uniqExact(a)) AS u FROM kept",
    format: "JSONEachRow",
  });
  const row = (await found.json<{ n: string; u: string }>())[0];
  return `${row?.n} rows, ${row?.u} different`;
}

test("what was acknowledged survives kill -9, and the token still protects the retry", { timeout: 60_000 }, async () => {
  const dataDir = aDataDir();
  const first = await startClickHouse({ dataDir });
  const client = createClient({ url: first.url });
  await client.command({
    query: "CREATE TABLE kept (a UInt32) ENGINE = MergeTree ORDER BY a SETTINGS non_replicated_deduplication_window = 100",
  });
  const insert = (into: typeof client, token: number): Promise<unknown> =>
    into.insert({
      table: "kept",
      values: [{ a: token }],
      format: "JSONEachRow",
      clickhouse_settings: { insert_deduplication_token: `t${token}` },
    });
  for (let token = 0; token < 30; token += 1) await insert(client, token);
  process.kill(first.pid, "SIGKILL");
  expect((await first.ended).signal).toBe("SIGKILL");

  const second = await startClickHouse({ dataDir });
  await insert(createClient({ url: second.url }), 29);
  expect(await count(second)).toBe("30 rows, 30 different");
  await second.stop();
});

test("a stop leaves no rows behind in memory files", { timeout: 30_000 }, async () => {
  const dataDir = aDataDir();
  const clickhouse = await startClickHouse({ dataDir });
  expect(readdirSync("/dev/shm")).toContain(spoolName(dataDir));
  await clickhouse.stop();
  expect(readdirSync("/dev/shm")).not.toContain(spoolName(dataDir));
});
