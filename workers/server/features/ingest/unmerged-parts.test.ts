import { beforeAll, expect, test } from "vitest";
import { listExchanges } from "#schema/contract/exchanges";
import { theTelemetryStore, useTelemetryStore } from "#test/engines";
import { ndjson, nativeHeader } from "#test/native-batch";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

useTelemetryStore();

let world: World;

beforeAll(async () => {
  world = await aWorld();
  await ingest(1);
  await theTelemetryStore()?.run("OPTIMIZE TABLE executions FINAL");
  await ingest(2);
});

async function ingest(seq: number): Promise<void> {
  const t0 = (world.clock.now() - 1_000) * 1_000;
  const id = `${world.clock.now().toString(16).padStart(12, "0")}7000800000000000000${seq}`;
  const line = { k: "x", id, v: 1, e: `E-${seq}`, r: 0, t: seq, d: 5, s: 2, n: [1], o: [0], u: [4], x: [`-copy-${seq}`] };
  const failed = { a: { orderId: "4711", run: String(seq) }, c: ["breadcrumb"], err: [{ s: 0, c: 2, m: `Read timed out, ${seq}` }] };
  const body = ndjson(nativeHeader({ t0, seq, D: ["order-in", "to3", "java.io.IOException"] }), { ...line, ...failed });
  const answer = await world.bootstrap.fetch("/v1/ingest", { method: "POST", body, headers: { "content-type": "application/x-ndjson" } });
  expect(answer.status).toBe(200);
}

test.each([
  ["business key", { businessKey: "orderId=4711" }, ["E-2", "E-1"]],
  ["key of the merged part", { businessKey: "run=1" }, ["E-1"]],
  ["key of the part that waits", { businessKey: "run=2" }, ["E-2"]],
  ["exchange id of a copy", { exchangeId: "E-copy-2" }, ["E-2"]],
  ["words of the error", { error: "timed out" }, ["E-2", "E-1"]],
  ["node", { q: "node:to3" }, ["E-2", "E-1"]],
] as const)("rows are found by their %s before and after their part gets its indexes", async (_, query, found) => {
  const { items } = await world.as("viewer").call(listExchanges, { query });
  expect(items.map(({ exchangeId }) => exchangeId)).toEqual(found);
});
