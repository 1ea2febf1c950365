import { describe, test } from "vitest";
import { findings } from "#server/ingest/findings";
import { textOf } from "#server/ingest/native/lexicon";
import { protobufOfJson } from "#server/ingest/otlp/json";
import { decodeLogs } from "#server/ingest/otlp/logs";
import { decodeMetrics } from "#server/ingest/otlp/metrics";
import { decodeTraces } from "#server/ingest/otlp/traces";
import { timeWindow } from "#server/ingest/time";

const nowMs = Date.UTC(2026, 10, 22, 4);
const nano = `${nowMs}000000`;
const span = { traceId: "0".repeat(31) + "1", spanId: "0".repeat(15) + "1", name: "s", startTimeUnixNano: nano, endTimeUnixNano: nano };
const named = (environment: string) => ({
  attributes: [
    { key: "service.name", value: { stringValue: "orders" } },
    ...(environment === "" ? [] : [{ key: "deployment.environment.name", value: { stringValue: environment } }]),
  ],
});

const settings = () => ({ tenant: "t", window: timeWindow(nowMs), environment: "staging", app: null, findings: findings() });
const bytesOf = (document: object) => new TextEncoder().encode(JSON.stringify(document));

/** One item of each resource, as a token of the environment `staging` sends it: how many are stored, and why the others are not. */
const signals = {
  traces: (environments: readonly string[]) => {
    const found = settings();
    const resourceSpans = environments.map((environment) => ({ resource: named(environment), scopeSpans: [{ spans: [span] }] }));
    const batch = decodeTraces(protobufOfJson("Traces", bytesOf({ resourceSpans }), found.findings), found);
    return {
      stored: batch.spans.rows,
      found: found.findings,
      environments: batch.resources.map((one) => textOf(batch.words, one.environment)),
    };
  },
  logs: (environments: readonly string[]) => {
    const found = settings();
    const logRecords = [{ timeUnixNano: nano, body: { stringValue: "x" } }];
    const resourceLogs = environments.map((environment) => ({ resource: named(environment), scopeLogs: [{ logRecords }] }));
    const batch = decodeLogs(protobufOfJson("Logs", bytesOf({ resourceLogs }), found.findings), found);
    return { stored: batch.logs.rows, found: found.findings };
  },
  metrics: (environments: readonly string[]) => {
    const found = settings();
    const metrics = [{ name: "m", gauge: { dataPoints: [{ timeUnixNano: nano, asDouble: 1 }] } }];
    const resourceMetrics = environments.map((environment) => ({ resource: named(environment), scopeMetrics: [{ metrics }] }));
    const batch = decodeMetrics(protobufOfJson("Metrics", bytesOf({ resourceMetrics }), found.findings), found);
    return { stored: batch.points.rows, found: found.findings };
  },
} as const;

describe("attack 51: OpenTelemetry with the token of one environment", () => {
  test.for(Object.entries(signals))("%s of another are left out and the reason is noted, the others are stored", ([, send], { expect }) => {
    const { stored, found } = send(["staging", "prod", "prod", ""]);
    expect([stored, found.rejected]).toEqual([2, 2]);
    expect(found.first[0]?.why).toBe("The token is for the environment staging, not for prod");
  });

  test("what names no environment belongs to the token's", ({ expect }) => {
    expect(signals.traces([""]).environments).toEqual(["staging"]);
  });
});
