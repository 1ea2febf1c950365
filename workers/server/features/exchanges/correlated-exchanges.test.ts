import { describe, test } from "vitest";
import { listCorrelatedExchanges } from "#schema/contract/correlation";
import { applyLicense } from "#schema/contract/license";
import { idFromUuid } from "#schema/ids";
import { useTelemetryStore } from "#test/engines";
import { aLicense, licensed, worldStartMs } from "#test/licenses";
import type { StoredExchange } from "#test/stored-exchanges";
import { storeExchanges } from "#test/stored-exchanges";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

useTelemetryStore();

const startMs = worldStartMs - 3_600_000;
const trace = "0123456789abcdef0123456789abcdef";
const otherTrace = "fedcba9876543210fedcba9876543210";

async function stored(exchanges: readonly Omit<StoredExchange, "startMs">[]): Promise<{ world: World; ids: readonly string[] }> {
  const world = await aWorld(await licensed());
  const uuids = await storeExchanges(
    world.deps.tenant,
    exchanges.map((exchange, index) => ({ startMs: startMs + index * 1_000, ...exchange })),
  );
  return { world, ids: uuids.map((uuid) => idFromUuid("exchange", uuid)) };
}

const correlated = (world: World, id = "") => world.as("viewer").call(listCorrelatedExchanges, { params: { id }, query: {} });

describe("correlated exchanges", () => {
  test("are those of the trace and of the business key, each with why, on one timeline", async ({ expect }) => {
    const key = { orderId: "4711" };
    const { world, ids } = await stored([
      { app: "shop", route: "checkout", attributes: key, traceId: trace },
      { app: "orders", route: "order-in", traceId: trace },
      { app: "billing", route: "invoice", attributes: key, traceId: otherTrace, durationUs: 5_000_000 },
      { app: "mail", route: "notify", traceId: otherTrace },
      { app: "shop", route: "checkout", attributes: { orderId: "4712" } },
    ]);
    const { items, timeline, truncated } = await correlated(world, ids[0]);
    expect(items.map(({ id, app, relation, offsetMicros }) => [id, app, relation, offsetMicros])).toEqual([
      [ids[0], "shop", "self", 0],
      [ids[1], "orders", "trace", 1_000_000],
      [ids[2], "billing", "business-key", 2_000_000],
      [ids[3], "mail", "related", 3_000_000],
    ]);
    expect(items[2]?.sharedKeys).toEqual([{ name: "orderId", value: "4711" }]);
    expect(timeline).toEqual({ from: "2026-11-22T03:00:00.000000Z", durationMicros: 7_000_000 });
    expect(truncated).toBe(false);
  });

  test("name the one it came out of and those that came out of it", async ({ expect }) => {
    const parent = "01a20169-0000-7000-8000-00000000aaaa";
    const own = "01a20169-0000-7000-8000-00000000bbbb";
    const { world, ids } = await stored([
      { executionId: parent, startMs: Number.parseInt("01a201690000", 16) },
      { executionId: own, parent, startMs: Number.parseInt("01a201690000", 16) },
      { parent: own, startMs: Number.parseInt("01a201690000", 16) + 10 },
    ] as readonly StoredExchange[]);
    expect((await correlated(world, ids[1])).items.map(({ relation }) => relation)).toEqual(["parent", "self", "child"]);
  });

  test("share a correlation id, in the same environment only", async ({ expect }) => {
    const { world, ids } = await stored([
      { correlations: ["ID-1"] },
      { app: "billing", correlations: ["ID-1"] },
      { app: "billing", environment: "staging", correlations: ["ID-1"] },
    ]);
    const { items } = await correlated(world, ids[0]);
    expect(items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(items[1]?.sharedKeys).toEqual([{ name: "correlation id", value: "ID-1" }]);
  });

  test("are not those that share what a hundred others share, and that is said", async ({ expect }) => {
    const attributes = { channel: "web" };
    const { world, ids } = await stored([
      { attributes: { ...attributes, orderId: "1" } },
      ...Array.from({ length: 100 }, () => ({ attributes })),
    ]);
    const { items, tooCommon } = await correlated(world, ids[0]);
    expect(items).toHaveLength(1);
    expect(tooCommon).toEqual([{ name: "channel", value: "web", exchanges: 101 }]);
  });

  test("are one when nothing belongs to it, and none of another tenant", async ({ expect }) => {
    const attributes = { orderId: "4711" };
    const { world, ids } = await stored([{ attributes, traceId: trace }]);
    await stored([{ attributes, traceId: trace }]);
    expect((await correlated(world, ids[0])).items).toMatchObject([{ id: ids[0], relation: "self" }]);
    const foreign = await aWorld(await licensed());
    await expect(correlated(foreign, ids[0])).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("without the license", () => {
  test("the address says which feature is missing, with it it answers at once", async ({ expect }) => {
    const world = await aWorld();
    const [uuid = ""] = await storeExchanges(world.deps.tenant, [{ startMs }]);
    const id = idFromUuid("exchange", uuid);
    await expect(correlated(world, id)).rejects.toMatchObject({
      code: "feature-not-licensed",
      facts: { detail: expect.stringContaining("correlation") },
    });
    await world.as("admin").call(applyLicense, { body: { token: await aLicense({ features: ["correlation"] }) } });
    expect((await correlated(world, id)).items).toHaveLength(1);
  });

  test("another isolate notices within a minute, and asks nobody meanwhile", async ({ expect }) => {
    const world = await aWorld();
    const elsewhere = world.anotherIsolate();
    const [uuid = ""] = await storeExchanges(world.deps.tenant, [{ startMs }]);
    const id = idFromUuid("exchange", uuid);
    const there = () => elsewhere.as("viewer").call(listCorrelatedExchanges, { params: { id }, query: {} });
    await expect(there()).rejects.toMatchObject({ code: "feature-not-licensed" });
    await world.as("admin").call(applyLicense, { body: { token: await aLicense() } });
    world.clock.advance({ seconds: 59 });
    await expect(there()).rejects.toMatchObject({ code: "feature-not-licensed" });
    world.clock.advance({ seconds: 1 });
    expect((await there()).items).toHaveLength(1);
  });
});
