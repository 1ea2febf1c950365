import { beforeAll, describe, expect, it } from "vitest";
import { getExchange, getExchangeFacets, getExchangeHistogram, listExchanges as endpoint, suggestValues } from "#schema/contract/exchanges";
import { listExchanges } from "#server/features/exchanges/list-exchanges";
import type { Context } from "#server/platform/call";
import { openClickHouse, readLimits } from "#server/platform/clickhouse";
import { useTelemetryStore } from "#test/engines";
import { freePort } from "#test/free-port";
import { storeExchanges } from "#test/stored-exchanges";
import { aWorld } from "#test/world";
import { Secret } from "#server/platform/secret";
import type { World } from "#test/world";

useTelemetryStore();

let world: World;

beforeAll(async () => {
  world = await aWorld();
});

/** The verb as `serve` would call it. */
function search(clickhouse: World["deps"]["clickhouse"]): Promise<unknown> {
  const ctx = { tenant: world.deps.tenant, request: new Request("http://localhost/") } as Context;
  const query = endpoint.query.parse({});
  return listExchanges({ ...world.deps, clickhouse }, { params: undefined, query, body: undefined, ctx });
}

describe("a search that cannot be done", () => {
  it("is refused when it would read too much", async () => {
    const startMs = world.clock.now() - 1_000;
    await storeExchanges(world.deps.tenant, [{ startMs }, { startMs }, { startMs }]);
    const small = openClickHouse(world.deps.config.clickhouseUrl, { ...readLimits, rows: 1 });
    await expect(search(small)).rejects.toMatchObject({ code: "query-too-expensive", status: 422 });
  });

  it("is to be tried again when the store is away", async () => {
    const away = openClickHouse(new Secret(`http://nobody:none@127.0.0.1:${await freePort()}/cameleer`));
    await expect(search(away)).rejects.toMatchObject({ code: "store-unavailable", status: 503, facts: { retryAfterSeconds: 5 } });
  });

  it.each([
    "\0",
    "\ud800",
    "%",
    "'",
    "\\",
    "a".repeat(1_999),
    '"'.repeat(50),
    "(".repeat(500),
    "error~(a*)*b",
    "attr.x>1e308",
    "trace:zz",
    "exchange:exc_1",
  ])("never becomes a crash: %j", async (q) => {
    const viewer = world.as("viewer");
    const field = q.slice(0, 100);
    const answers = await Promise.allSettled([
      viewer.call(endpoint, { query: { q } }),
      viewer.call(getExchangeFacets, { query: { q } }),
      viewer.call(getExchangeHistogram, { query: { q } }),
      viewer.call(suggestValues, { query: { field, prefix: field } }),
    ]);
    const codes = answers.map((answer) => (answer.status === "rejected" ? String(answer.reason.code) : "found"));
    expect(codes.filter((code) => !["found", "invalid-query", "invalid-request"].includes(code))).toEqual([]);
  });

  it("refuses an id that is none", async () => {
    await expect(world.as("viewer").call(getExchange, { params: { id: "exc_1" } })).rejects.toMatchObject({ code: "invalid-request" });
  });
});
