import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { askClickHouse } from "#standalone/clickhouse/ask";
import { startClickHouse, type RunningClickHouse } from "#standalone/clickhouse/start";

function aDataDir(): string {
  const directory = mkdtempSync(join(tmpdir(), "cameleer-commits-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function withTables(dataDir: string): Promise<RunningClickHouse> {
  const clickhouse = await startClickHouse({ dataDir });
  const window = "SETTINGS non_replicated_deduplication_window = 1000";
  await askClickHouse(clickhouse.url, `CREATE TABLE kept (a UInt32) ENGINE = MergeTree ORDER BY a ${window}`);
  await askClickHouse(clickhouse.url, `CREATE TABLE counted (n UInt64) ENGINE = SummingMergeTree ORDER BY tuple() ${window}`);
  await askClickHouse(clickhouse.url, "CREATE MATERIALIZED VIEW counting TO counted AS SELECT count() AS n FROM kept");
  return clickhouse;
}

/** One row in Native: one column `a UInt32`. */
function native(value: number): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from([1, 1, 1, 0x61, 6, ...Buffer.from("UInt32"), 0, 0, 0, 0]);
  bytes.writeUInt32LE(value, bytes.length - 4);
  return new Uint8Array(bytes);
}

async function insert({ url }: RunningClickHouse, value: number, rows = native(value)): Promise<boolean> {
  const { origin, password, pathname } = new URL(url);
  const target = new URL("/", origin);
  target.search = new URLSearchParams({
    query: "INSERT INTO kept FORMAT Native",
    database: pathname.slice(1),
    async_insert: "1",
    wait_for_async_insert: "1",
    insert_deduplication_token: `token-${value}`,
    deduplicate_blocks_in_dependent_materialized_views: "1",
  }).toString();
  const headers = { "x-clickhouse-user": "cameleer", "x-clickhouse-key": password };
  const response = await fetch(target, { method: "POST", headers, body: rows }).catch(() => undefined);
  await response?.text().catch(() => undefined);
  return response?.ok === true;
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const stored = ({ url }: RunningClickHouse): Promise<string> =>
  askClickHouse(url, "SELECT count(), uniqExact(a), (SELECT sum(n) FROM counted) FROM kept FORMAT TSV");

test("inserts that arrive together share parts, and each is stored once", { timeout: 30_000 }, async () => {
  const clickhouse = await withTables(aDataDir());
  onTestFinished(() => clickhouse.stop());
  const answers = await Promise.all(range(200).map((value) => insert(clickhouse, value)));
  expect(answers).not.toContain(false);
  expect(await stored(clickhouse)).toBe("200\t200\t200\n");
  const parts = await askClickHouse(clickhouse.url, "SELECT uniqExact(min_block_number) < 20 FROM system.parts WHERE table = 'kept'");
  expect(parts).toBe("1\n");
});

test("the same insert sent twice at once and again later is stored once", { timeout: 30_000 }, async () => {
  const clickhouse = await withTables(aDataDir());
  onTestFinished(() => clickhouse.stop());
  await Promise.all([insert(clickhouse, 7), insert(clickhouse, 7), insert(clickhouse, 8)]);
  expect(await insert(clickhouse, 7)).toBe(true);
  expect(await stored(clickhouse)).toBe("2\t2\t2\n");
});

test("an insert that cannot be stored is refused alone", { timeout: 30_000 }, async () => {
  const clickhouse = await withTables(aDataDir());
  onTestFinished(() => clickhouse.stop());
  const broken = native(3).subarray(0, -2);
  const answers = await Promise.all([insert(clickhouse, 1), insert(clickhouse, 2, broken), insert(clickhouse, 4)]);
  expect(answers).toEqual([true, false, true]);
  expect(await stored(clickhouse)).toBe("2\t2\t2\n");
});

/** Sends the values, ten at a time, and kills the engine after some answers. Gives the values that were not acknowledged. */
async function sendUntilKilled(clickhouse: RunningClickHouse, values: readonly number[], answersBefore: number): Promise<number[]> {
  const waiting = [...values];
  const unacknowledged: number[] = [];
  let answers = 0;
  const sender = async (): Promise<void> => {
    for (let value = waiting.shift(); value !== undefined; value = waiting.shift()) {
      const ok = await insert(clickhouse, value);
      if (!ok) unacknowledged.push(value);
      answers += Number(ok);
      if (ok && answers === answersBefore) process.kill(clickhouse.pid, "SIGKILL");
    }
  };
  await Promise.all(range(10).map(sender));
  await clickhouse.ended;
  return unacknowledged;
}

test("killed again and again, everything that is sent until it is acknowledged is there once", { timeout: 120_000 }, async () => {
  const dataDir = aDataDir();
  let clickhouse = await withTables(dataDir);
  let unacknowledged: number[] = [];
  for (const [round, answersBefore] of [1, 5, 12, 23].entries()) {
    const fresh = range(100).map((value) => round * 100 + value);
    unacknowledged = await sendUntilKilled(clickhouse, [...unacknowledged, ...fresh], answersBefore);
    clickhouse = await startClickHouse({ dataDir });
  }
  const last = clickhouse;
  onTestFinished(() => last.stop());
  await Promise.all(range(400).map((value) => insert(last, value)));
  expect(await stored(last)).toBe("400\t400\t400\n");
});
