import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askClickHouse } from "#standalone/clickhouse/ask";
import { startClickHouse } from "#standalone/clickhouse/start";
import { eventually } from "#test/eventually";
import { startFleet } from "#test/fleet/fleet";
import { openLedger, type LedgerEntry } from "#test/fleet/ledger";
import { freePort } from "#test/free-port";
import { aFolder, killTree, runStandalone, whenReady } from "./standalone-process.ts";

const token = "a-token-for-the-demo-0123456789";

function readLedger(path: string): LedgerEntry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as LedgerEntry);
}

async function storedIn(dataDir: string): Promise<{ ids: string[]; numbers: Record<string, number> }> {
  const engine = await startClickHouse({ dataDir: join(dataDir, "clickhouse") });
  // What the server itself writes down as abandoned was never in a batch.
  const ids = await askClickHouse(engine.url, "SELECT execution_id FROM executions WHERE status != 'abandoned' FORMAT TabSeparated");
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
    const url = `http://127.0.0.1:${settings.PORT}`;
    const fleet = await startFleet({ url, bootstrapToken: token, agents: 6, rate: 10, seed: 1, ledger: openLedger(ledger) });
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
    await fleet.stop(300_000);
    expect(fleet.agents.map(({ outbox }) => outbox.waiting)).toEqual(fleet.agents.map(() => 0));
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
