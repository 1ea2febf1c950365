import { describe, expect, it } from "vitest";
import { getRouteGraph } from "#schema/contract/routes";
import type { GraphLine } from "#schema/protocol/v1/batch";
import { storeRouteGraphs } from "#server/features/agents/index";
import { problemsOf } from "#test/agents";
import { aWorld } from "#test/world";

const graph = (hash: string, label: string): GraphLine => ({
  k: "g",
  g: hash,
  r: "order-in",
  from: "jms:queue:orders",
  nodes: [
    ["log1", "log", label, -1, 0, "OrderRoute.java:31", null],
    ["to1", "to", "http://inventory", -1, 1, null, "http://inventory"],
  ],
  edges: [[0, 1, "next"]],
});

const prod = { environment: "prod", app: "orders" };
const params = { app: "orders", route: "order-in" };

describe("route graphs", () => {
  it("are shown as stored", async () => {
    const world = await aWorld();
    await storeRouteGraphs(world.deps, prod, [graph("aa", "log[a]")]);
    expect(await world.as("viewer").call(getRouteGraph, { params, query: {} })).toMatchObject({
      hash: "aa",
      fromUri: "jms:queue:orders",
      nodes: [
        { id: "log1", label: "log[a]", parent: -1, source: "OrderRoute.java:31", uri: "" },
        { id: "to1", uri: "http://inventory" },
      ],
      edges: [{ from: 0, to: 1, kind: "next" }],
    });
  });

  it("are the newest by when they were last reported; an older one by its hash", async () => {
    const world = await aWorld();
    await storeRouteGraphs(world.deps, prod, [graph("aa", "log[a]")]);
    world.clock.advance({ seconds: 60 });
    await storeRouteGraphs(world.deps, prod, [graph("bb", "log[b]")]);
    const hashOf = async (query: { hash?: string; environment?: string }) =>
      (await world.as("viewer").call(getRouteGraph, { params, query })).hash;
    expect([await hashOf({}), await hashOf({ hash: "aa" })]).toEqual(["bb", "aa"]);
    world.clock.advance({ seconds: 3_600 });
    await storeRouteGraphs(world.deps, prod, [graph("aa", "log[a]")]);
    expect(await hashOf({})).toBe("aa");
    expect(await problemsOf(() => hashOf({ environment: "staging" }))).toBe("not-found");
  });

  it("may come twice in one batch and from many instances", async () => {
    const world = await aWorld();
    await storeRouteGraphs(world.deps, prod, [graph("aa", "log[a]"), graph("aa", "log[a]")]);
    await storeRouteGraphs(world.deps, { ...prod, environment: "staging" }, [graph("aa", "log[a]")]);
    expect(await world.as("viewer").call(getRouteGraph, { params, query: { environment: "staging" } })).toMatchObject({ hash: "aa" });
  });
});
