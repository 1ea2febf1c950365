import { describe, expect, it } from "vitest";
import { listExchanges } from "#schema/contract/exchanges";
import { useTelemetryStore } from "#test/engines";
import { executionIdAt, storeExchanges } from "#test/stored-exchanges";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

useTelemetryStore();

const second = 1_000;

async function page(world: World, query: Record<string, string>): Promise<{ ids: string[]; next: string | null }> {
  const { items, nextCursor } = await world.as("viewer").call(listExchanges, { query });
  return { ids: items.map(({ exchangeId }) => exchangeId), next: nextCursor };
}

/** Every page from the first to the last; `between` runs before each page but the first. */
async function allPages(
  world: World,
  query: Record<string, string>,
  between: () => Promise<unknown> = async () => undefined,
): Promise<string[][]> {
  const pages: string[][] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { ids, next } = await page(world, cursor === "" ? query : { ...query, cursor });
    pages.push(ids);
    cursor = next;
    await between();
  }
  return pages;
}

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `e${index}`);

describe("pages of exchanges", () => {
  it("show each exchange once, in order, over hours and days", async () => {
    const world = await aWorld();
    const gaps = [1, 50, 55, 70, 200, 500, 900, 1_300, 1_400, 1_430];
    await storeExchanges(
      world.deps.tenant,
      gaps.map((minutes, index) => ({ startMs: world.clock.now() - minutes * 60 * second, exchangeId: `e${index}` })),
    );
    expect(await allPages(world, { limit: "3" })).toEqual([["e0", "e1", "e2"], ["e3", "e4", "e5"], ["e6", "e7", "e8"], ["e9"]]);
  });

  it("do not lose or repeat exchanges of the same microsecond", async () => {
    const world = await aWorld();
    const startMs = world.clock.now() - second;
    await storeExchanges(
      world.deps.tenant,
      names(7).map((exchangeId) => ({ startMs, exchangeId })),
    );
    const pages = await allPages(world, { limit: "2" });
    expect(pages.map((ids) => ids.length)).toEqual([2, 2, 2, 1]);
    expect(pages.flat().sort()).toEqual(names(7));
  });

  it("stay stable while newer and older exchanges arrive and time passes", async () => {
    const world = await aWorld();
    const { tenant } = world.deps;
    const startMs = world.clock.now();
    await storeExchanges(
      tenant,
      names(6).map((exchangeId, index) => ({ startMs: startMs - (index + 1) * 60 * second, exchangeId })),
    );
    const pages = await allPages(world, { limit: "2", from: "now-10m" }, async () => {
      world.clock.advance({ seconds: 120 });
      await storeExchanges(tenant, [
        { startMs: startMs + second, exchangeId: "newer" },
        { startMs: startMs - 11 * 60 * second, exchangeId: "older" },
      ]);
    });
    expect(pages).toEqual([
      ["e0", "e1"],
      ["e2", "e3"],
      ["e4", "e5"],
    ]);
  });

  it("show the newest version of an exchange that was sent twice", async () => {
    const world = await aWorld();
    const startMs = world.clock.now() - second;
    const executionId = executionIdAt(startMs);
    await storeExchanges(world.deps.tenant, [{ startMs, executionId, exchangeId: "old", version: 1 }]);
    await storeExchanges(world.deps.tenant, [{ startMs, executionId, exchangeId: "new", version: 2 }]);
    expect(await page(world, {})).toEqual({ ids: ["new"], next: null });
  });
});

describe("running exchanges", () => {
  async function worldWithRunning(): Promise<World> {
    const world = await aWorld();
    const now = world.clock.now();
    await storeExchanges(world.deps.tenant, [
      { startMs: now - 10 * second, exchangeId: "ended-10" },
      { startMs: now - 30 * second, exchangeId: "ended-30" },
    ]);
    const running = [5, 20, 40].map((ago) => ({
      executionId: executionIdAt(now - ago * second),
      exchangeId: `running-${ago}`,
      agentId: "agt_1",
      app: "orders",
      environment: "prod",
      instance: "orders-1",
      route: "order-in",
      node: "call-stock",
      traceId: "",
      startMicros: (now - ago * second) * 1_000,
    }));
    const [shard] = world.deps.hubs.all();
    await shard?.reportRunning("agt_1", running);
    return world;
  }

  it("stand where they began, on the page that covers it", async () => {
    const world = await worldWithRunning();
    expect(await allPages(world, { limit: "2" })).toEqual([["running-5", "ended-10"], ["running-20", "ended-30"], ["running-40"]]);
  });

  it("are found by what is known of them", async () => {
    const world = await worldWithRunning();
    const found = await Promise.all(
      [
        "status:running",
        "node:call-*",
        "duration>30s",
        "running-20",
        "status!=running",
        "NOT status:running app:orders",
        "error:x",
        "route~.*",
      ].map((q) => page(world, { q })),
    );
    expect(found.map(({ ids }) => ids)).toEqual([
      ["running-5", "running-20", "running-40"],
      ["running-5", "running-20", "running-40"],
      ["running-40"],
      ["running-20"],
      ["ended-10", "ended-30"],
      ["ended-10", "ended-30"],
      [],
      ["ended-10", "ended-30"],
    ]);
  });

  it("are said to be running for as long as they have been", async () => {
    const world = await worldWithRunning();
    const { items } = await world.as("viewer").call(listExchanges, { query: { q: "running-20" } });
    expect(items).toMatchObject([{ status: "running", durationMicros: 20e6, app: "orders", route: "order-in" }]);
  });
});
