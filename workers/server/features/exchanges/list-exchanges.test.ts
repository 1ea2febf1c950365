import { beforeAll, describe, expect, it } from "vitest";
import type { Input } from "#schema/contract/call";
import { listExchanges } from "#schema/contract/exchanges";
import { useTelemetryStore } from "#test/engines";
import type { StoredExchange } from "#test/stored-exchanges";
import { insertRows, storeExchanges } from "#test/stored-exchanges";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

useTelemetryStore();

type Query = Input<typeof listExchanges>["query"];

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const minute = 60_000;

/** One exchange per trait that can be searched for; named by their Camel ids. */
const traits = (nowMs: number): readonly StoredExchange[] => [
  { startMs: nowMs - 1 * minute, exchangeId: "plain" },
  { startMs: nowMs - 2 * minute, exchangeId: "billed", app: "billing", environment: "test", instance: "billing-2" },
  {
    startMs: nowMs - 3 * minute,
    exchangeId: "hopped",
    route: "order-web",
    routesHit: ["order-web", "price-order"],
    nodesHit: ["price-line"],
  },
  { startMs: nowMs - 4 * minute, exchangeId: "slow", durationUs: 2_500_000 },
  { startMs: nowMs - 5 * minute, exchangeId: "traced", traceId: trace },
  {
    startMs: nowMs - 6 * minute,
    exchangeId: "failed",
    error: { errorClass: "java.net.SocketTimeoutException", message: "Read timed out", node: "call-stock" },
  },
  { startMs: nowMs - 7 * minute, exchangeId: "keyed", attributes: { orderId: "4711", amount: "120.5" }, correlations: ["corr-9"] },
  { startMs: nowMs - 8 * minute, exchangeId: "called", endpointsHit: ["http://stock:8080/items"], fromUri: "platform-http:///orders" },
  { startMs: nowMs - 25 * 60 * minute, exchangeId: "yesterday", attributes: { orderId: "4712" } },
];

let world: World;
let traced: string;
const search = async (query: Query = {}): Promise<string[]> => {
  const { items } = await world.as("viewer").call(listExchanges, { query });
  return items.map(({ exchangeId }) => exchangeId);
};

beforeAll(async () => {
  world = await aWorld();
  const exchanges = traits(world.clock.now());
  const ids = await storeExchanges(world.deps.tenant, exchanges);
  await storeExchanges("somebody-else", exchanges);
  traced = `exc_${(ids[4] ?? "").replaceAll("-", "")}`;
  await insertRows("execution_payloads", [
    {
      tenant_id: world.deps.tenant,
      execution_id: ids[0] ?? "",
      start_time: { micros: (world.clock.now() - minute) * 1_000 },
      step: -1,
      phase: "in",
      body: '{"sku": "SPOON-02"}',
      headers: { CamelFileName: "orders.csv" },
    },
  ]);
});

describe("the list of exchanges", () => {
  it("shows the last 24 hours, newest first", async () => {
    expect(await search()).toEqual(["plain", "billed", "hopped", "slow", "traced", "failed", "keyed", "called"]);
  });

  it.each<[Query, string[]]>([
    [{ app: "billing" }, ["billed"]],
    [{ environment: "test" }, ["billed"]],
    [{ route: "order-web" }, ["hopped"]],
    [{ route: "price-order" }, ["hopped"]],
    [{ status: "failed" }, ["failed"]],
    [{ minDurationMicros: "1000000" }, ["slow"]],
    [{ exchangeId: "slow" }, ["slow"]],
    [{ traceId: trace.toUpperCase() }, ["traced"]],
    [{ businessKey: "orderId=4711" }, ["keyed"]],
    [{ businessKey: "orderId=4712" }, ["yesterday"]],
    [{ businessKey: "corr-9" }, ["keyed"]],
    [{ error: "timed out" }, ["failed"]],
    [{ text: "timed" }, ["failed"]],
    [{ text: "4711" }, ["keyed"]],
    [{ text: "SPOON" }, ["plain"]],
    [{ from: "now-90s" }, ["plain"]],
    [{ from: "now-3m", to: "now-90s" }, ["billed", "hopped"]],
    [{ from: "now-2d", to: "now-24h" }, ["yesterday"]],
  ])("filters by %j", async (query, expected) => {
    expect(await search(query)).toEqual(expected);
  });

  it.each([
    ["app:bill*", ["billed"]],
    ["instance=billing-2", ["billed"]],
    ["route:price-* ", ["hopped"]],
    ["node:price-line", ["hopped"]],
    ["duration>2s", ["slow"]],
    [`trace:${trace}`, ["traced"]],
    ["trace:4bf92f*", ["traced"]],
    ["errorClass:sockettimeout", ["failed"]],
    ['error:"read timed"', ["failed"]],
    ["error:tim*out", ["failed"]],
    ["error~^Read.+out$", ["failed"]],
    ["failedNode:call-stock", ["failed"]],
    ["attr.orderId:4711", ["keyed"]],
    ["attr.orderId:47*", ["keyed"]],
    ["attr.amount>100", ["keyed"]],
    ["attr.orderId:*", ["keyed"]],
    ["key:corr-9", ["keyed"]],
    ["uri:stock", ["called"]],
    ["uri:platform-http", ["called"]],
    ["header.CamelFileName:orders.csv", ["plain"]],
    ["header.CamelFileName:orders*", ["plain"]],
    ["body:spoon", ["plain"]],
    ["body:*", ["plain"]],
    ["spoon OR status:failed", ["plain", "failed"]],
    ["(app:billing OR duration>2s) environment:prod", ["slow"]],
    ["app:(billing, nothing)", ["billed"]],
    ["NOT app:orders", ["billed"]],
    ["app!=(orders, nothing)", ["billed"]],
    ["redeliveries>0", []],
  ])("understands %j", async (q, expected) => {
    expect(await search({ q })).toEqual(expected);
  });

  it("finds an exchange by the id of the API", async () => {
    expect(await search({ q: traced })).toEqual(["traced"]);
    expect(await search({ exchangeId: traced })).toEqual(["traced"]);
  });

  it("counts all matches when asked", async () => {
    const { count, items } = await world.as("viewer").call(listExchanges, { query: { count: "exact", limit: "3" } });
    expect([items.length, count]).toEqual([3, { value: 8, exact: true }]);
  });

  it("shows another tenant nothing", async () => {
    const other = await aWorld();
    const { items } = await other.as("viewer").call(listExchanges, { query: { q: "app:* OR NOT app:*", from: "now-90d" } });
    expect(items).toEqual([]);
  });
});

describe("a request that cannot be answered", () => {
  it("names the place of a mistake in the query", async () => {
    await expect(search({ q: "status:failed AND nosuch:1" })).rejects.toMatchObject({
      code: "invalid-query",
      status: 422,
      facts: { errors: [{ pointer: "/query/q", span: { start: 18, end: 24 } }] },
    });
  });

  it.each([
    [{ from: "soon" }, "/query/from"],
    [{ from: "now", to: "now-1h" }, "/query/from"],
    [{ cursor: "bm9wZQ" }, "/query/cursor"],
    [{ cursor: "***" }, "/query/cursor"],
    [{ status: "broken" }, "/query/status/0"],
  ])("refuses %j", async (query, pointer) => {
    await expect(search(query)).rejects.toMatchObject({ code: "invalid-request", facts: { errors: [{ pointer }] } });
  });

  it("says that a regular expression is none", async () => {
    await expect(search({ q: "error~(" })).rejects.toMatchObject({ code: "invalid-query" });
  });
});
