import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { askClickHouse } from "#standalone/clickhouse/ask";
import { startClickHouse } from "#standalone/clickhouse/start";
import { eventually } from "#test/eventually";
import type { LedgerEntry } from "#test/fleet/ledger";
import { freePort } from "#test/free-port";
import { aFolder, killTree, runStandalone, whenReady } from "./standalone-process.ts";

const token = "a-token-for-the-demo-0123456789";
const repository = join(import.meta.dirname, "../..");

function readLedger(path: string): LedgerEntry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as LedgerEntry);
}

interface Demo {
  readonly output: () => string;
  /** Sends what is left, and ends. */
  finish(): Promise<number>;
}

function startDemo(url: string, ledger: string): Demo {
  const args = ["test/fleet/main.ts", "--url", url, "--token", token, "--agents", "6", "--rate", "30", "--ledger", ledger];
  const child = spawn(process.execPath, args, { cwd: repository, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => void (said += chunk.toString()));
  const ended = once(child, "close").then(([code]) => code as number);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const finish = async (): Promise<number> => {
    child.kill("SIGTERM");
    return ended;
  };
  return { output: () => said, finish };
}

async function storedIn(dataDir: string): Promise<{ ids: string[]; numbers: Record<string, number> }> {
  const engine = await startClickHouse({ dataDir: join(dataDir, "clickhouse") });
  const ids = await askClickHouse(engine.url, "SELECT execution_id FROM executions FORMAT TabSeparated");
  const numbers = await askClickHouse(
    engine.url,
    `SELECT (SELECT count() FROM logs) AS logs, (SELECT sum(total) FROM stat_windows) AS windows, (SELECT sum(total) FROM stat_1m) AS minutes,
            (SELECT sum(total) FROM stat_1h) AS hours, (SELECT count() FROM quarantine) AS quarantined
     FORMAT JSONEachRow SETTINGS output_format_json_quote_64bit_integers = 0`,
  );
  await engine.stop();
  return { ids: ids.trim().split("\n"), numbers: JSON.parse(numbers) as Record<string, number> };
}

test(
  "after ten times kill -9 of everything under load, each acknowledged batch is there exactly once",
  { timeout: 1_200_000 },
  async () => {
    const folder = aFolder();
    const settings = { PORT: String(await freePort()), CAMELEER_DATA_DIR: join(folder, "data"), CAMELEER_BOOTSTRAP_TOKEN: token };
    const ledger = join(folder, "ledger.ndjson");
    let product = runStandalone(settings);
    await whenReady(product);
    const demo = startDemo(`http://127.0.0.1:${settings.PORT}`, ledger);
    for (let round = 0; round < 10; round += 1) {
      const enough = readLedger(ledger).length + 4 + 3 * round;
      await eventually({ what: `batch ${enough} acknowledged`, withinMs: 120_000 }, () =>
        readLedger(ledger).length >= enough ? true : undefined,
      );
      killTree(product.child.pid ?? 0);
      await product.ended;
      product = runStandalone(settings);
      await whenReady(product);
    }
    expect(await demo.finish()).toBe(0);
    expect(demo.output()).toMatch(/waiting 0 .* rejected 0 lines, 0 batches · dropped 0 lines/);
    product.child.kill("SIGTERM");
    expect(await product.ended).toBe(0);

    const entries = readLedger(ledger);
    const acknowledged = entries.flatMap(({ executionIds }) => executionIds).toSorted();
    const { ids, numbers } = await storedIn(settings.CAMELEER_DATA_DIR);
    expect(entries.filter(({ outcome }) => outcome === "refused")).toEqual([]);
    expect(ids.toSorted()).toEqual(acknowledged);
    expect(numbers).toMatchObject({
      logs: entries.reduce((sum, { lines }) => sum + (lines["l"] ?? 0), 0),
      minutes: numbers["windows"],
      hours: numbers["windows"],
      quarantined: 0,
    });
  },
);
