import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { buildApp } from "#server/app";
import { openClickHouse } from "#server/platform/clickhouse";
import { Secret } from "#server/platform/secret";
import { recordedAt } from "#test/camel/recorded";
import { theTelemetryStore, useTelemetryStore } from "#test/engines";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

useTelemetryStore();

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const post = (path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  world.bootstrap.fetch(path, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
const protobuf = { "content-type": "application/x-protobuf" };
const rows = (sql: string): Promise<Record<string, unknown>[]> => theTelemetryStore()?.rows(sql) ?? Promise.resolve([]);
const ofTenant = (): string => `tenant_id = '${world.deps.tenant}'`;

const span = (more: object = {}): object => ({
  traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
  spanId: "00f067aa0ba902b7",
  name: "orders",
  kind: 1,
  startTimeUnixNano: `${world.clock.now()}000000`,
  endTimeUnixNano: `${world.clock.now() + 5}000000`,
  ...more,
});
const tracesOf = (app: string, ...spans: object[]): string =>
  JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [{ key: "service.name", value: { stringValue: app } }] },
        scopeSpans: [{ scope: { name: "camel" }, spans }],
      },
    ],
  });

describe("traces of a Camel app", () => {
  test("become exchanges, under the ids of its routes once it has logged its start", async () => {
    const start = await recordedAt({ set: "processors", name: "start-and-timer" }, world.clock.now() - 60_000);
    const declined = await recordedAt({ set: "processors", name: "declined" }, world.clock.now() - 50_000);
    expect((await post("/v1/logs", start.logs)).status).toBe(200);
    const answer = await post("/v1/traces", declined.traces);
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    expect(
      await rows(
        `SELECT route, status, error_message, failed_node, redeliveries FROM executions WHERE ${ofTenant()} AND app = 'orders' AND status = 'failed'`,
      ),
    ).toEqual([
      {
        route: "orders-api",
        status: "failed",
        error_message: expect.stringMatching(/^HTTP operation failed invoking .* with statusCode: 402$/),
        failed_node: "call-gateway",
        redeliveries: 2,
      },
    ]);
    expect(await rows(`SELECT DISTINCT route FROM spans WHERE ${ofTenant()} AND node = 'call-gateway'`)).toEqual([
      { route: "charge-payment" },
    ]);
    expect(
      await rows(`SELECT count() AS n FROM logs WHERE ${ofTenant()} AND app = 'orders' AND logger LIKE '%AbstractCamelContext'`),
    ).not.toEqual([{ n: 0 }]);
  });

  test("sent again in either encoding or compression are there once", async () => {
    const body = tracesOf("again", span({ attributes: [{ key: "op", value: { stringValue: "EVENT_RECEIVED" } }] }));
    await post("/v1/traces", body);
    await post("/v1/traces", body);
    await post("/v1/traces", gzipSync(body), { "content-encoding": "gzip" });
    expect(await rows(`SELECT count() AS n FROM executions WHERE ${ofTenant()} AND app = 'again'`)).toEqual([{ n: 1 }]);
    expect(await rows(`SELECT sum(total) AS n FROM stat_1m WHERE ${ofTenant()} AND app = 'again' AND scope = 'route'`)).toEqual([{ n: 1 }]);
  });

  test("with a bad span are stored without it; the answer counts it and the quarantine says why", async () => {
    const answer = await post(
      "/v1/traces",
      tracesOf("mixed", span(), span({ traceId: "xyz" }), span({ spanId: "00f067aa0ba902b8", startTimeUnixNano: "0" })),
    );
    expect(await answer.json()).toEqual({
      partialSuccess: { rejectedSpans: "2", errorMessage: "traceId is not hex digits; the span has no start time" },
    });
    expect(await rows(`SELECT reason, position FROM quarantine WHERE ${ofTenant()} AND app = 'mixed' ORDER BY reason`)).toEqual([
      { reason: "the span has no start time", position: 2 },
      { reason: "traceId is not hex digits", position: 2 },
    ]);
  });

  test("hide user info, passwords and tokens", async () => {
    const attribute = (key: string, stringValue: string): object => ({ key, value: { stringValue } });
    const attributes = [
      attribute("op", "EVENT_SENT"),
      attribute("camel.uri", "ftp://joe:secret1@host/in?password=secret2&delay=5"),
      attribute("http.url", "http://u:secret3@shop/x?access_token=secret4"),
      attribute("apiKey", "secret5"),
    ];
    await post(
      "/v1/traces",
      tracesOf("secrets", span({ attributes, status: { code: 2, message: "cannot reach ftp://joe:secret6@host" } })),
    );
    const [stored] = await rows(`SELECT * FROM spans WHERE ${ofTenant()} AND app = 'secrets'`);
    const [exchange] = await rows(`SELECT * FROM executions WHERE ${ofTenant()} AND app = 'secrets'`);
    expect(JSON.stringify([stored, exchange])).not.toMatch(/secret\d/);
    expect(stored).toMatchObject({ camel_uri: "ftp://xxxxxx@host/in?password=xxxxxx&delay=5", attributes: { apiKey: "xxxxxx" } });
  });
});

test("metrics of every kind are stored as points", async () => {
  const body = readFileSync("test/camel/fixtures/agent/stop.metrics.bin");
  expect((await post("/v1/metrics", body, protobuf)).status).toBe(200);
  expect(await rows(`SELECT kind, count() > 0 AS some FROM metric_points WHERE ${ofTenant()} GROUP BY kind ORDER BY kind`)).toEqual([
    { kind: "gauge", some: 1 },
    { kind: "sum", some: 1 },
    { kind: "histogram", some: 1 },
  ]);
});

test("logs keep their exchange, route and trace", async () => {
  const { logs } = await recordedAt({ set: "opentelemetry2", name: "declined" }, world.clock.now() - 1_000);
  await post("/v1/logs", logs);
  expect(
    await rows(
      `SELECT level, logger, route, length(exchange_id) > 0 AS exchange, trace_id != toFixedString('', 16) AS traced FROM logs WHERE ${ofTenant()} AND message LIKE 'Order A-1002%'`,
    ),
  ).toEqual([{ level: "info", logger: "orders-api", route: "orders-api", exchange: 1, traced: 1 }]);
});

describe("an OTLP request that cannot be taken", () => {
  test.each([
    { fault: "is not protobuf", body: "\u000a\u00ff", headers: protobuf, status: 400, code: 3 },
    { fault: "is not JSON", body: "{", headers: {}, status: 400, code: 3 },
    { fault: "is JSON of something else", body: '{"resourceSpans":7}', headers: {}, status: 400, code: 3 },
    { fault: "is no gzip", body: "nonsense", headers: { "content-encoding": "gzip" }, status: 400, code: 3 },
    { fault: "is compressed with something unknown", body: "x", headers: { "content-encoding": "br" }, status: 415, code: 3 },
    {
      fault: "inflates to more than the limit",
      body: gzipSync(new Uint8Array(40 * 1024 * 1024)),
      headers: { "content-encoding": "gzip" },
      status: 413,
      code: 8,
    },
  ])("because it $fault is answered with a status in its own encoding", async ({ body, headers, status, code }) => {
    const answer = await post("/v1/traces", body, headers);
    const isJson = answer.headers.get("content-type") === "application/json";
    expect([answer.status, isJson]).toEqual([status, headers !== protobuf]);
    expect(isJson ? ((await answer.json()) as { code: number }).code : new Uint8Array(await answer.arrayBuffer())[1]).toBe(code);
  });

  test("because the store is away is answered with 503 and a time to wait", async () => {
    const alone = await aWorld();
    const app = buildApp(
      { ...alone.deps, clickhouse: openClickHouse(new Secret("http://nobody:none@127.0.0.1:9/cameleer")) },
      {} as Fetcher,
    );
    const headers = { "content-type": "application/json", authorization: `Bearer ${alone.deps.config.bootstrapToken.reveal()}` };
    const answer = await app.fetch(new Request("http://localhost/v1/traces", { method: "POST", headers, body: tracesOf("away", span()) }));
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  });
});
