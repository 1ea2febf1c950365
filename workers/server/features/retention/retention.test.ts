import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { listExchanges } from "#schema/contract/exchanges";
import { keepHouse } from "#server/features/housekeeping/index";
import { aging } from "#server/features/retention/aging";
import { theTelemetryStore, useTelemetryStore } from "#test/engines";
import { licensed } from "#test/licenses";
import { storeExchanges } from "#test/stored-exchanges";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

useTelemetryStore();

const dayMs = 86_400_000;
const folder = join(import.meta.dirname, "../../../../schema/clickhouse");

/** An exchange and a container's line of each age in days. */
async function store({ deps, clock }: World, ages: readonly number[]): Promise<void> {
  const instants = ages.map((days) => clock.now() - days * dayMs);
  await storeExchanges(
    deps.tenant,
    instants.map((startMs) => ({ startMs })),
  );
  const rows = instants.map((at) => `('${deps.tenant}', 'prod', 'orders', fromUnixTimestamp64Milli(${at}, 'UTC'), 'hello')`);
  await theTelemetryStore()?.run(`INSERT INTO container_logs (tenant_id, environment, app, time, text) VALUES ${rows.join(", ")}`);
}

async function ages({ deps, clock }: World, table: string, column: string): Promise<number[]> {
  const sql = `SELECT toUnixTimestamp64Milli(toDateTime64(${column}, 3)) AS at FROM ${table} WHERE tenant_id = '${deps.tenant}' ORDER BY at`;
  const rows = (await theTelemetryStore()?.rows<{ at: number }>(sql)) ?? [];
  return rows.map(({ at }) => Math.round((clock.now() - at) / dayMs));
}

describe("what is older than the license keeps", () => {
  test("is removed within the hour, from this tenant only", async ({ expect }) => {
    const [world, other] = [await aWorld(await licensed({ limits: { retentionDays: 14 } })), await aWorld()];
    for (const one of [world, other]) await store(one, [1, 13, 15, 25]);
    world.clock.advance({ seconds: 3_600 });
    await world.as("viewer").call(listExchanges, { query: {} });
    await world.settled();
    expect(await ages(world, "executions", "start_time")).toEqual([13, 1]);
    expect(await ages(world, "container_logs", "time")).toEqual([13, 1]);
    expect(await ages(other, "executions", "start_time")).toEqual([25, 15, 13, 1]);
    expect(world.lines.map((line) => JSON.parse(line) as unknown)).toContainEqual({
      op: "telemetry.remove",
      tenant: world.deps.tenant,
      ok: true,
      tables: ["executions", "facets_15m", "container_logs"],
    });
  });

  test("stays where the license keeps as much as the server does, and when a license has ended", async ({ expect }) => {
    for (const wishes of [{ limits: { retentionDays: null } }, { limits: { retentionDays: 5 }, exp: 1 }]) {
      const world = await aWorld(await licensed(wishes));
      await store(world, [1, 25]);
      await keepHouse(world.deps);
      expect(await ages(world, "container_logs", "time")).toEqual([25, 1]);
    }
  });
});

test("what tables forget by themselves is what is said of them", ({ expect }) => {
  const schema = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
  const said = aging.map(({ table }) => {
    const [, days] = new RegExp(`EXISTS ${table}\\n[^;]*?INTERVAL (\\d+) DAY`).exec(schema) ?? [];
    return [table, Number(days)];
  });
  expect(said).toEqual(aging.map(({ table, keptDays }) => [table, keptDays]));
});
