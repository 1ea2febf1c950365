import { beforeAll, describe, expect, it } from "vitest";
import { getRouteStatistics, listSeenApps, listSeenEnvironments, listRoutes } from "#schema/contract/routes";
import { nativeHeader, ndjson } from "#test/native-batch";
import { useTelemetryStore } from "#test/engines";
import { executionIdAt } from "#test/stored-exchanges";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

useTelemetryStore();

interface Run {
  readonly agoMs: number;
  readonly durationUs: number;
  readonly failed: boolean;
}

/** Deterministic, over four orders of magnitude; every tenth failed; one every 30 s of the last hour. */
const runs: readonly Run[] = Array.from({ length: 118 }, (_, index) => ({
  agoMs: 3_590_000 - index * 30_000,
  durationUs: Math.round(200 * 1.08 ** ((index * 37) % 118)),
  failed: index % 10 === 0,
}));

let world: World;

async function send(app: string, environment: string, sent: readonly Run[]): Promise<void> {
  const nowMs = world.clock.now();
  const lines = sent.map(({ agoMs, durationUs, failed }) => ({
    k: "x",
    id: executionIdAt(nowMs - agoMs),
    v: 1,
    e: `ID-${agoMs}`,
    r: 0,
    f: 1,
    t: -agoMs * 1_000,
    d: durationUs,
    s: failed ? 2 : 1,
  }));
  const header = nativeHeader({ t0: nowMs * 1_000, app, env: environment, D: ["order-in", "jms:queue:orders"] });
  const body = ndjson(header, ...lines);
  const response = await world.bootstrap.fetch("/v1/ingest", { method: "POST", body, headers: { "content-type": "application/x-ndjson" } });
  expect(await response.json()).toMatchObject({ rejected: [] });
}

beforeAll(async () => {
  world = await aWorld();
  await send("orders", "prod", runs);
  await send("billing", "test", runs.slice(0, 5));
});

const exact = (share: number): number =>
  runs.map(({ durationUs }) => durationUs).sort((a, b) => a - b)[Math.ceil(share * runs.length) - 1] ?? 0;
const bucketWidth = 2 ** (1 / 8);

describe("the statistics of a route", () => {
  const params = { app: "orders", route: "order-in" };

  it.each([{ from: "now-1h" }, { from: "now-12h" }, { from: "now-30d" }])(
    "are what the exchanges add up to, from any table: %j",
    async (query) => {
      const { total } = await world.as("viewer").call(getRouteStatistics, { params, query });
      const sum = runs.reduce((micros, { durationUs }) => micros + durationUs, 0);
      expect(total).toMatchObject({ total: 118, failed: 12, handled: 0, maxMicros: Math.max(...runs.map(({ durationUs }) => durationUs)) });
      expect(total.meanMicros).toBeCloseTo(sum / 118, 6);
    },
  );

  it("have percentiles within the width of a bucket of the exact ones", async () => {
    const { total } = await world.as("viewer").call(getRouteStatistics, { params, query: {} });
    const found = [total.p50Micros, total.p95Micros, total.p99Micros].map(Number);
    const expected = [0.5, 0.95, 0.99].map(exact);
    expect(
      found.map((micros, index) => micros / (expected[index] ?? 0)).every((ratio) => ratio < bucketWidth && ratio > 1 / bucketWidth),
    ).toBe(true);
  });

  it("come as a series that adds up, with empty buckets", async () => {
    const { series, bucketSeconds } = await world
      .as("viewer")
      .call(getRouteStatistics, { params, query: { from: "now-2h", buckets: "12" } });
    expect([bucketSeconds, series.length]).toEqual([600, 12]);
    expect(series.map(({ total }) => total)).toEqual([0, 0, 0, 0, 0, 0, 20, 20, 20, 20, 20, 18]);
    expect(series[0]).toMatchObject({ at: "2026-11-22T02:00:00.000000Z", p50Micros: null });
  });

  it("of a route nobody knows are empty", async () => {
    const { total } = await world.as("viewer").call(getRouteStatistics, { params: { app: "orders", route: "nosuch" }, query: {} });
    expect(total).toMatchObject({ total: 0, p95Micros: null });
  });

  it("leave other environments out", async () => {
    const { total } = await world.as("viewer").call(getRouteStatistics, { params, query: { environment: "test" } });
    expect(total.total).toBe(0);
  });
});

describe("what has sent data", () => {
  it("is listed by environment", async () => {
    const { items } = await world.as("viewer").call(listSeenEnvironments, {});
    expect(items.map(({ name }) => name)).toEqual(["prod", "test"]);
  });

  it("is listed by app, with figures and agents", async () => {
    const [shard] = world.deps.hubs.all();
    await shard?.register({
      agentId: "agt_1",
      app: "orders",
      environment: "prod",
      instance: "orders-1",
      camelVersion: "",
      javaVersion: "",
      agentVersion: "",
      runtime: "",
      boot: 1,
      capabilities: [],
    });
    const { items } = await world.as("viewer").call(listSeenApps, { query: {} });
    expect(items.map(({ name, environment, total, routes, agents }) => [name, environment, total, routes, agents])).toEqual([
      ["billing", "test", 5, 1, 0],
      ["orders", "prod", 118, 1, 1],
    ]);
  });

  it("is listed by route, with where it begins", async () => {
    const { items } = await world.as("viewer").call(listRoutes, { query: { app: "orders" } });
    expect(items).toMatchObject([
      { app: "orders", environment: "prod", route: "order-in", fromUri: "jms:queue:orders", total: 118, failed: 12 },
    ]);
  });

  it("is another tenant's secret", async () => {
    const viewer = (await aWorld()).as("viewer");
    const answers = await Promise.all([
      viewer.call(listSeenEnvironments, {}),
      viewer.call(listSeenApps, { query: {} }),
      viewer.call(listRoutes, { query: {} }),
    ]);
    expect(answers.map(({ items }) => items)).toEqual([[], [], []]);
  });
});
