import { gzipSync, zstdCompressSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { theTelemetryStore, useTelemetryStore } from "#test/engines";
import { ndjson, nativeHeader } from "#test/native-batch";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

useTelemetryStore();

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const post = (body: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  world.bootstrap.fetch("/v1/ingest", { method: "POST", body, headers: { "content-type": "application/x-ndjson", ...headers } });

const rows = (sql: string): Promise<Record<string, unknown>[]> => theTelemetryStore()?.rows(sql) ?? Promise.resolve([]);
const ofTenant = (): string => `tenant_id = '${world.deps.tenant}'`;

/** A batch of one exchange that ended, of the given app. */
function batchOf(app: string, more: object = {}, header: object = {}): string {
  const t0 = world.clock.now() * 1_000;
  const id = `${Math.trunc(t0 / 1_000)
    .toString(16)
    .padStart(12, "0")}70008000000000000001`;
  const execution = {
    k: "x",
    id,
    v: 1,
    e: "3F2A-0001",
    r: 0,
    f: 1,
    t: 0,
    d: 48_211,
    s: 2,
    n: [2, 3],
    o: [40, 10],
    u: [38, 47_000],
    ...more,
  };
  return ndjson(nativeHeader({ app, t0, D: ["order-in", "jms:queue:orders", "log1", "to3", "java.io.IOException"], ...header }), execution);
}

describe("a native batch", () => {
  test("is answered with its number and stored with every part of its exchange", async () => {
    const line = {
      tr: "4bf92f3577b34da6a3ce929d0e0e4736",
      sp: "00f067aa0ba902b7",
      a: { orderId: "4711" },
      c: ["breadcrumb-1"],
      x: ["-0002"],
      pa: [-1, 0],
      st: [1, 2],
      ep: { 1: 1 },
      err: [{ s: 1, c: 4, m: "Read timed out" }],
    };
    const answer = await post(batchOf("whole", line, { seq: 17 }));
    expect([answer.status, await answer.json()]).toEqual([200, { seq: 17, accepted: 1, rejected: [], cfg: 0, cmds: 0 }]);
    expect(
      await rows(`SELECT route, from_uri, exchange_id, lower(hex(trace_id)) AS trace, duration_us, status, error_class, error_message, failed_node,
        nodes_hit, endpoints_hit, attributes, keys, step_count, source FROM executions WHERE ${ofTenant()} AND app = 'whole'`),
    ).toEqual([
      {
        route: "order-in",
        from_uri: "jms:queue:orders",
        exchange_id: "3F2A-0001",
        trace: "4bf92f3577b34da6a3ce929d0e0e4736",
        duration_us: 48_211,
        status: "failed",
        error_class: "java.io.IOException",
        error_message: "Read timed out",
        failed_node: "to3",
        nodes_hit: ["log1", "to3"],
        endpoints_hit: ["jms:queue:orders"],
        attributes: { orderId: "4711" },
        keys: ["x:3F2A-0001", "x:3F2A-0002", "c:breadcrumb-1", "a:orderId=4711"],
        step_count: 2,
        source: "agent",
      },
    ]);
    expect(
      await rows(
        `SELECT node, offset_us, duration_us, parent, status, iteration, endpoint, error_step FROM execution_steps WHERE ${ofTenant()} AND app = 'whole'`,
      ),
    ).toEqual([
      {
        node: ["log1", "to3"],
        offset_us: [40, 50],
        duration_us: [38, 47_000],
        parent: [-1, 0],
        status: [1, 2],
        iteration: [],
        endpoint: { 1: "jms:queue:orders" },
        error_step: [1],
      },
    ]);
  });

  test.each([
    ["gzip", gzipSync],
    ["zstd", zstdCompressSync],
  ])("may be compressed with %s", async (encoding, compress) => {
    const answer = await post(compress(batchOf(encoding)), { "content-encoding": encoding });
    expect(answer.status).toBe(200);
    expect(await rows(`SELECT count() AS n FROM executions WHERE ${ofTenant()} AND app = '${encoding}'`)).toEqual([{ n: 1 }]);
  });

  test("that is sent again changes neither rows nor statistics", async () => {
    const batch = batchOf("again");
    for (let round = 0; round < 3; round += 1) expect((await post(batch)).status).toBe(200);
    expect(await rows(`SELECT count() AS n FROM executions WHERE ${ofTenant()} AND app = 'again'`)).toEqual([{ n: 1 }]);
    expect(
      await rows(`SELECT sum(total) AS runs, sum(failed) AS failed FROM stat_1h WHERE ${ofTenant()} AND app = 'again' AND scope = 'route'`),
    ).toEqual([{ runs: 1, failed: 1 }]);
    expect(await rows(`SELECT sum(count) AS n FROM facets_15m WHERE ${ofTenant()} AND app = 'again' AND key = 'route'`)).toEqual([
      { n: 1 },
    ]);
  });

  test("with a bad line loses that line alone, and says which and why", async () => {
    const batch = `${batchOf("mixed")}\n{"k":"x","id":"nonsense"}\nnot json\n{"k":"?"}\n${batchOf("mixed", { id: "01930000000070008000000000000002" }).split("\n")[1]}`;
    const answer = await post(batch);
    expect(await answer.json()).toMatchObject({
      accepted: 2,
      rejected: [
        { line: 3, why: "s is missing" },
        { line: 4, why: "the line is not JSON" },
        { line: 5, why: "k names no kind of line" },
      ],
    });
    expect(
      await rows(`SELECT kind, reason, position, excerpt FROM quarantine WHERE ${ofTenant()} AND app = 'mixed' ORDER BY position`),
    ).toEqual([
      { kind: "execution", reason: "s is missing", position: 3, excerpt: '{"k":"x","id":"nonsense"}' },
      { kind: "line", reason: "the line is not JSON", position: 4, excerpt: "not json" },
      { kind: "line", reason: "k names no kind of line", position: 5, excerpt: '{"k":"?"}' },
    ]);
  });

  test("of an agent that sends windows counts them and not its exchanges", async () => {
    const window = {
      k: "w",
      win: Math.trunc(world.clock.now() / 10_000) * 10,
      ws: 10,
      sc: 1,
      r: 0,
      c: [120, 3, 1, 2],
      su: 5_200_000,
      mn: 180,
      mx: 91_000,
      b: [
        [80, 30],
        [88, 90],
      ],
    };
    await post(`${batchOf("windows", {}, { win: 1 })}\n${JSON.stringify(window)}`);
    expect(
      await rows(
        `SELECT sum(total) AS total, sum(failed) AS failed, min(min_us) AS least, sumMap(histogram) AS histogram FROM stat_1m WHERE ${ofTenant()} AND app = 'windows'`,
      ),
    ).toEqual([{ total: 120, failed: 3, least: 180, histogram: { 80: 30, 88: 90 } }]);
  });

  test("with a running exchange tells the hub and stores nothing until it ends", async () => {
    await post(batchOf("running", { s: 0 }));
    expect(await rows(`SELECT count() AS n FROM executions WHERE ${ofTenant()} AND app = 'running'`)).toEqual([{ n: 0 }]);
    const running = await world.deps.hubs.shardOf("agent-1").listRunning();
    expect(running.map(({ app, route, exchangeId }) => ({ app, route, exchangeId }))).toEqual([
      { app: "running", route: "order-in", exchangeId: "3F2A-0001" },
    ]);
    await post(batchOf("running", { s: 1, v: 2 }));
    expect(await world.deps.hubs.shardOf("agent-1").listRunning()).toEqual([]);
  });

  test("from the future or the past is stored at the nearest kept instant, with a note", async () => {
    await post(batchOf("skewed", { t: 2 * 86_400_000_000 }));
    await post(batchOf("skewed", { t: -200 * 86_400_000_000 }));
    expect(await rows(`SELECT start_time FROM executions WHERE ${ofTenant()} AND app = 'skewed' ORDER BY start_time`)).toEqual([
      { start_time: "2026-08-25 04:00:00.000000" },
      { start_time: "2026-11-22 04:05:00.000000" },
    ]);
    expect(await rows(`SELECT outcome, rows FROM quarantine WHERE ${ofTenant()} AND app = 'skewed'`)).toEqual(
      Array.from({ length: 2 }, () => ({ outcome: "adjusted", rows: 1 })),
    );
  });

  test.each([
    ["an empty body", "", 400],
    ["a header of another version", '{"v":2}', 400],
    ["a header without an app", '{"v":1,"agent":"a","inst":"i","boot":1,"seq":1,"t0":0}', 400],
  ])("with %s is refused as a whole and kept in quarantine", async (_, body, status) => {
    const answer = await post(body);
    expect([answer.status, await answer.json()]).toMatchObject([
      status,
      { code: "malformed-body", detail: expect.stringContaining("Line 1") },
    ]);
    expect(await rows(`SELECT kind FROM quarantine WHERE ${ofTenant()} AND kind = 'request'`)).not.toEqual([]);
  });
});
