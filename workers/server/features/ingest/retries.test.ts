import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { recordedAt } from "#test/camel/recorded";
import { theTelemetryStore, useTelemetryStore } from "#test/engines";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

useTelemetryStore();

const seed = 20_261_122;

interface Sent {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

async function requests(nowMs: number): Promise<readonly Sent[]> {
  const native = ["split", "redelivery", "seda"].map((name) => ({
    path: "/v1/ingest",
    type: "application/x-ndjson",
    body: readFileSync(`schema/protocol/vectors/batches/${name}.ndjson`, "utf8"),
  }));
  const { traces, logs } = await recordedAt({ set: "processors", name: "undeliverable" }, nowMs - 10_000);
  const declined = await recordedAt({ set: "processors", name: "declined" }, nowMs - 10_000);
  const mixed = { path: "/v1/traces", type: "application/json", body: declined.traces.replace(/"spanId": "\w+"/, '"spanId": "zz"') };
  return [
    ...native,
    { path: "/v1/traces", type: "application/json", body: traces },
    { path: "/v1/logs", type: "application/json", body: logs },
    mixed,
  ];
}

/** What every table and rollup of the tenant says, added up; without the names of routes, which become known when the start is logged. */
async function contents(world: World): Promise<unknown> {
  const tables: Readonly<Record<string, string>> = {
    executions: "execution_id, status, keys, nodes_hit",
    execution_steps: "execution_id, node, offset_us",
    spans: "span_id, name, execution_id, attributes",
    logs: "time, message",
    stat_windows: "scope, node, time, total, sum_us",
    quarantine: "kind, reason, position, rows",
  };
  const ofTenant = `tenant_id = '${world.deps.tenant}'`;
  const sums = Object.entries(tables).map(
    ([table, columns]) => `SELECT '${table}' AS t, count() AS n, sum(cityHash64(${columns})) AS h FROM ${table} WHERE ${ofTenant}`,
  );
  const rollups = ["stat_1m", "stat_1h"].map(
    (table) => `SELECT '${table}' AS t, sum(total) AS n, sum(sum_us) + sum(max_us) AS h FROM ${table} WHERE ${ofTenant}`,
  );
  const facets = `SELECT 'facets_15m' AS t, sum(count) AS n, 0 AS h FROM facets_15m WHERE ${ofTenant}`;
  return theTelemetryStore()?.rows(`SELECT * FROM (${[...sums, ...rollups, facets].join(" UNION ALL ")}) ORDER BY t`);
}

async function send(world: World, { path, type, body }: Sent): Promise<void> {
  const answer = await world.bootstrap.fetch(path, { method: "POST", body, headers: { "content-type": type } });
  expect([path, answer.status, answer.ok ? "" : await answer.text()]).toEqual([path, 200, ""]);
}

test(`requests sent any number of times in any order leave the same rows and rollups (seed ${seed})`, { timeout: 120_000 }, async () => {
  const once = await aWorld();
  const all = await requests(once.clock.now());
  for (const request of all) await send(once, request);
  const expected = await contents(once);

  const index = fc.nat({ max: all.length - 1 });
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(
        all.map((_, i) => i),
        { minLength: all.length },
      ),
      fc.array(index, { maxLength: 6 }),
      async (order, again) => {
        const world = await aWorld();
        for (const i of [...order, ...again]) await send(world, all[i] as Sent);
        expect(await contents(world)).toEqual(expected);
      },
    ),
    { seed, numRuns: 4 },
  );
});
