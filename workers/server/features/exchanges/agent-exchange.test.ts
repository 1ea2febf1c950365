import { beforeAll, describe, expect, it } from "vitest";
import { getExchange, listExchangeLogs, listExchanges, listPayloads } from "#schema/contract/exchanges";
import { useTelemetryStore } from "#test/engines";
import { nativeHeader, ndjson } from "#test/native-batch";
import { executionIdAt, storeExchanges } from "#test/stored-exchanges";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

useTelemetryStore();

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const idOf = (executionId: string): string => `exc_${executionId.replaceAll("-", "")}`;

const dictionary: readonly string[] = [
  "order-in",
  "jms:queue:orders",
  "log1",
  "split1",
  "to3",
  "price-order",
  "bean1",
  "http://stock",
  "java.io.IOException",
  "Camel (orders) thread #1",
  "when2",
];
const word = (text: string): number => dictionary.indexOf(text);

let world: World;
let parent: string;
let failed: string;
let child: string;

/** A split whose second item entered a route by `direct:` and failed there at the second attempt. */
function failedExchange(startMs: number): object {
  return {
    k: "x",
    id: failed,
    v: 1,
    e: "3F2A-0001",
    r: word("order-in"),
    f: word("jms:queue:orders"),
    g: "00000000000000aa",
    t: (startMs - world.clock.now()) * 1_000,
    d: 48_000,
    s: 2,
    tr: trace,
    sp: "00f067aa0ba902b7",
    p: `${parent}:3:web:front`,
    a: { orderId: "4711" },
    th: word("Camel (orders) thread #1"),
    x: ["3F2A-0002", "3F2A-0003"],
    n: ["log1", "split1", "to3", "to3", "bean1", "bean1"].map(word),
    o: [10, 40, 20, 1_000, 30, 5_000],
    u: [30, 47_000, 900, 40_000, 4_000, 3_000],
    pa: [-1, -1, 1, 1, 3, 3],
    st: [1, 2, 1, 2, 2, 2],
    i: [-1, -1, 0, 1, -1, -1],
    xs: [0, 0, 1, 2, 2, 2],
    at: [0, 0, 0, 0, 0, 1],
    ch: [0, 0, 3, 0, 0, 0],
    ep: { 2: word("http://stock"), 3: word("http://stock") },
    rt: { 3: word("price-order") },
    b: { 1: word("when2") },
    err: [
      {
        s: 5,
        c: word("java.io.IOException"),
        m: "Broken pipe",
        stk: "java.io.IOException: Broken pipe\n\tat com.acme.Stock.price(Stock.java:31)",
      },
    ],
    rd: 1,
  };
}

const graph = {
  k: "g",
  g: "00000000000000aa",
  r: "order-in",
  from: "jms:queue:orders",
  nodes: [
    ["log1", "log", "log[${body}]", -1, 0, null, null],
    ["split1", "split", "split[lines]", -1, 1, null, null],
    ["to3", "to", "to[http://stock]", 1, 0, null, "http://stock"],
  ],
};

async function send(...lines: readonly object[]): Promise<void> {
  const body = ndjson(nativeHeader({ t0: world.clock.now() * 1_000, D: [...dictionary] }), ...lines);
  const response = await world.bootstrap.fetch("/v1/ingest", { method: "POST", body, headers: { "content-type": "application/x-ndjson" } });
  expect(await response.json()).toMatchObject({ rejected: [] });
}

beforeAll(async () => {
  world = await aWorld();
  const startMs = world.clock.now() - 60_000;
  parent = executionIdAt(startMs - 5_000);
  failed = executionIdAt(startMs);
  await send(
    failedExchange(startMs),
    graph,
    { k: "p", x: failed, s: -1, ph: 0, bt: "java.lang.String", bl: 11, b: '{"sku":"A"}', h: { JMSType: "order" }, R: ["h:Authorization"] },
    { k: "p", x: failed, s: 2, ph: 2, bt: "java.io.InputStream", bl: 1_048_576, tr: 1, ref: "a".repeat(64), rm: ["JMSType"] },
    { k: "l", t: -59_990_000, lv: 9, m: "order received", x: failed, e: "3F2A-0001" },
    { k: "l", t: -59_960_000, lv: 17, m: "item failed", e: "3F2A-0003", ex: "java.io.IOException: Broken pipe" },
    { k: "l", t: -59_950_000, lv: 9, m: "somebody else's" },
  );
  await storeExchanges(world.deps.tenant, [{ startMs: startMs - 5_000, executionId: parent, app: "web", route: "front" }]);
  [child = ""] = await storeExchanges(world.deps.tenant, [
    { startMs: startMs + 1_000, app: "shipping", route: "ship", parent: failed, traceId: trace },
  ]);
});

describe("an exchange that an agent sent", () => {
  const detail = () => world.as("viewer").call(getExchange, { params: { id: idOf(failed) } });

  it("has its steps with kind and label from the route's graph", async () => {
    const { steps } = await detail();
    expect(
      steps.map(({ kind, label, parent, route, iteration, attempt, status }) => [kind, label, parent, route, iteration, attempt, status]),
    ).toEqual([
      ["log", "log[${body}]", -1, "order-in", -1, 0, "completed"],
      ["split", "split[lines]", -1, "order-in", -1, 0, "failed"],
      ["to", "to[http://stock]", 1, "order-in", 0, 0, "completed"],
      ["to", "to[http://stock]", 1, "order-in", 1, 0, "failed"],
      ["step", "bean1", 3, "price-order", -1, 0, "failed"],
      ["step", "bean1", 3, "price-order", -1, 1, "failed"],
    ]);
  });

  it("has their times, branches, copies, changes and endpoints", async () => {
    const { steps } = await detail();
    expect(steps.map(({ offsetMicros, durationMicros }) => [offsetMicros, durationMicros])).toEqual([
      [10, 30],
      [50, 47_000],
      [70, 900],
      [1_070, 40_000],
      [1_100, 4_000],
      [6_100, 3_000],
    ]);
    expect(steps[1]).toMatchObject({ branch: "when2", thread: "Camel (orders) thread #1", exchangeId: "3F2A-0001" });
    expect(steps[2]).toMatchObject({ uri: "http://stock", changed: ["body", "headers"], exchangeId: "3F2A-0002" });
  });

  it("has its error with the stack, on the exchange and on the step", async () => {
    const { error, steps } = await detail();
    expect(error).toMatchObject({ node: "bean1", errorClass: "java.io.IOException", message: "Broken pipe", handled: false });
    expect([error?.stack, steps[5]?.error?.stack]).toEqual(Array(2).fill(expect.stringContaining("Stock.java:31")));
    expect(steps.filter((step) => step.error !== null).length).toBe(1);
  });

  it("knows where it came from, what came out of it and its trace", async () => {
    const { parent: from, children, trace: relatives } = await detail();
    expect([from, ...children]).toMatchObject([
      { id: idOf(parent), app: "web", route: "front" },
      { id: idOf(child), app: "shipping", route: "ship" },
    ]);
    expect(relatives).toMatchObject({ exchanges: [{ id: idOf(failed) }, { id: idOf(child) }], spanCount: 0 });
  });

  it("has its message snapshots", async () => {
    const { items } = await world.as("viewer").call(listPayloads, { params: { id: idOf(failed) } });
    expect(items).toMatchObject([
      {
        step: -1,
        phase: "in",
        body: '{"sku":"A"}',
        headers: { JMSType: "order" },
        redacted: ["h:Authorization"],
        blob: null,
        truncated: false,
      },
      { step: 2, phase: "after", bodyBytes: 1_048_576, truncated: true, blob: "a".repeat(64), removed: ["JMSType"] },
    ]);
  });

  it("has the log lines written for it and its copies", async () => {
    const { items } = await world.as("viewer").call(listExchangeLogs, { params: { id: idOf(failed) } });
    expect(items.map(({ level, message, exception }) => [level, message, exception])).toEqual([
      ["info", "order received", ""],
      ["error", "item failed", "java.io.IOException: Broken pipe"],
    ]);
  });

  it("is found by the id of a copy it worked on", async () => {
    const { items } = await world.as("viewer").call(listExchanges, { query: { exchangeId: "3F2A-0003" } });
    expect(items.map(({ id }) => id)).toEqual([idOf(failed)]);
  });
});

describe("a look-up by id", () => {
  it("finds an exchange whose sender's clock was off, without knowing its time", async () => {
    const startMs = world.clock.now() - 3_600_000;
    const executionId = executionIdAt(startMs - 86_400_000);
    await storeExchanges(world.deps.tenant, [{ startMs, executionId, exchangeId: "skewed" }]);
    expect(await world.as("viewer").call(getExchange, { params: { id: idOf(executionId) } })).toMatchObject({
      exchangeId: "skewed",
      steps: [],
    });
  });

  it("finds an exchange that is still running", async () => {
    const executionId = executionIdAt(world.clock.now() - 9_000);
    const place = {
      agentId: "agt_1",
      app: "orders",
      environment: "prod",
      instance: "orders-1",
      route: "order-in",
      node: "to3",
      traceId: "",
    };
    const [shard] = world.deps.hubs.all();
    await shard?.reportRunning("agt_1", [{ executionId, exchangeId: "now", startMicros: (world.clock.now() - 9_000) * 1_000, ...place }]);
    const detail = await world.as("viewer").call(getExchange, { params: { id: idOf(executionId) } });
    expect(detail).toMatchObject({ status: "running", durationMicros: 9e6, steps: [], error: null });
  });

  it("answers 404 for what is not there", async () => {
    const params = { id: idOf(executionIdAt(world.clock.now())) };
    const viewer = world.as("viewer");
    const calls = [viewer.call(getExchange, { params }), viewer.call(listPayloads, { params }), viewer.call(listExchangeLogs, { params })];
    const codes = (await Promise.allSettled(calls)).map((result) => (result.status === "rejected" ? String(result.reason.code) : "found"));
    expect(codes).toEqual(["not-found", "not-found", "not-found"]);
  });

  it("answers 404 to another tenant", async () => {
    const viewer = (await aWorld()).as("viewer");
    const params = { id: idOf(failed) };
    await expect(viewer.call(getExchange, { params })).rejects.toMatchObject({ code: "not-found", status: 404 });
    await expect(viewer.call(listPayloads, { params })).rejects.toMatchObject({ code: "not-found" });
  });
});
