import { beforeAll, describe, expect, it } from "vitest";
import { getExchangeFacets, getExchangeHistogram, suggestValues } from "#schema/contract/exchanges";
import { useTelemetryStore } from "#test/engines";
import { storeExchanges } from "#test/stored-exchanges";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

useTelemetryStore();

let world: World;
const minute = 60_000;

beforeAll(async () => {
  world = await aWorld();
  const now = world.clock.now();
  const error = { errorClass: "java.io.IOException", message: "Broken pipe", node: "call-stock" };
  const stored = [
    { startMs: now - 1 * minute, attributes: { orderId: "4711" } },
    { startMs: now - 2 * minute, error },
    { startMs: now - 59 * minute, app: "billing", route: "bill", routesHit: ["bill", "price"], attributes: { orderId: "4712" } },
    { startMs: now - 90 * minute, app: "billing", route: "bill", routesHit: ["bill", "price"], environment: "test" },
  ];
  await storeExchanges(world.deps.tenant, stored);
  await storeExchanges("somebody-else", [{ startMs: now - minute, app: "foreign", attributes: { secret: "canary" }, error }]);
});

describe("the histogram", () => {
  it("counts matches by time and status, empty buckets included", async () => {
    const { bucketSeconds, buckets, range } = await world
      .as("viewer")
      .call(getExchangeHistogram, { query: { from: "now-1h", buckets: "10" } });
    expect([bucketSeconds, buckets.length, range]).toEqual([
      600,
      6,
      { from: "2026-11-22T03:00:00.000000Z", to: "2026-11-22T04:00:00.000000Z" },
    ]);
    expect(buckets.map(({ byStatus }) => byStatus)).toEqual([{ completed: 1 }, {}, {}, {}, {}, { completed: 1, failed: 1 }]);
    expect(buckets.map(({ total }) => total)).toEqual([1, 0, 0, 0, 0, 2]);
  });

  it("counts what the query matches", async () => {
    const { buckets } = await world.as("viewer").call(getExchangeHistogram, { query: { q: "status:failed" } });
    expect(buckets.reduce((sum, { total }) => sum + total, 0)).toBe(1);
  });
});

describe("facets", () => {
  it("count the values among the matches, the most frequent first", async () => {
    const { facets } = await world.as("viewer").call(getExchangeFacets, { query: { fields: "app,route,status,errorClass,failedNode" } });
    expect(Object.fromEntries(facets.map(({ field, values }) => [field, values]))).toEqual({
      app: [
        { value: "billing", count: 2 },
        { value: "orders", count: 2 },
      ],
      route: [
        { value: "bill", count: 2 },
        { value: "order-in", count: 2 },
        { value: "price", count: 2 },
      ],
      status: [
        { value: "completed", count: 3 },
        { value: "failed", count: 1 },
      ],
      errorClass: [{ value: "java.io.IOException", count: 1 }],
      failedNode: [{ value: "call-stock", count: 1 }],
    });
  });

  it("follow the query, and keep to the size asked for", async () => {
    const { facets } = await world.as("viewer").call(getExchangeFacets, { query: { q: "app:billing", fields: "route", size: "1" } });
    expect(facets).toEqual([{ field: "route", values: [{ value: "bill", count: 2 }] }]);
  });
});

describe("suggestions", () => {
  const suggest = async (field: string, prefix = ""): Promise<string[]> => {
    const { values } = await world.as("viewer").call(suggestValues, { query: { field, prefix } });
    return values.map(({ value }) => value);
  };

  it.each<[string, string, string[]]>([
    ["app", "", ["billing", "orders"]],
    ["app", "ill", ["billing"]],
    ["route", "", ["bill", "order-in"]],
    ["environment", "te", ["test"]],
    ["status", "", ["completed", "failed"]],
    ["errorClass", "io", ["java.io.IOException"]],
    ["instance", "", ["orders-1"]],
    ["attr", "", ["orderId"]],
    ["attr.orderId", "", ["4711", "4712"]],
    ["attr.secret", "", []],
    ["nosuch", "", []],
  ])("for %s beginning with %j", async (field, prefix, expected) => {
    expect(await suggest(field, prefix)).toEqual(expected);
  });
});
