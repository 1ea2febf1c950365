import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { toOtlpJson } from "./otlp-json.ts";
import type { Signal } from "./otlp-json.ts";

type Attributes = { key: string; value: Record<string, unknown> }[];
interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: Attributes;
  status: { code?: number };
}
interface LogRecord {
  body: { stringValue: string };
}
interface Scoped {
  scope: { name: string };
  spans?: Span[];
  logRecords?: LogRecord[];
}

function scopes(set: string, name: string, signal: Signal): Scoped[] {
  const body = readFileSync(join(import.meta.dirname, "fixtures", set, `${name}.${signal}.bin`));
  const request = toOtlpJson(signal, body) as Record<string, Record<string, Scoped[]>[]>;
  return Object.values(request)
    .flat()
    .flatMap((resource) => resource["scopeSpans"] ?? resource["scopeLogs"] ?? []);
}

function camelSpans(set: string, name: string): Span[] {
  return scopes(set, name, "traces")
    .filter(({ scope }) => scope.name === "camel")
    .flatMap(({ spans }) => spans ?? []);
}

function attribute(span: Span | undefined, key: string): unknown {
  const value = span?.attributes.find((candidate) => candidate.key === key)?.value;
  return value === undefined ? undefined : Object.values(value)[0];
}

function parentIn(spans: Span[], span: Span): Span | undefined {
  return spans.find((candidate) => candidate.spanId === span.parentSpanId);
}

const current = ["opentelemetry2", "processors", "agent"];
const cases = ["start-and-timer", "completed", "declined", "unpriced", "back-order", "undeliverable"];

/** What the README says and the ingest relies on: a capture from another version of Camel shows here what changed. */
describe.each(current.flatMap((set) => cases.map((name) => [set, name] as const)))("camel-opentelemetry2, %s/%s", (set, name) => {
  const spans = camelSpans(set, name);

  test("every span says its exchange and what happened, and none says its route", () => {
    expect(spans.length).toBeGreaterThan(0);
    expect(spans.filter((span) => attribute(span, "exchangeId") === undefined || attribute(span, "op") === undefined)).toEqual([]);
    expect(spans.filter((span) => attribute(span, "camel.route.id") !== undefined)).toEqual([]);
  });

  test("a direct hop is a sent and a received span of the same exchange and URI", () => {
    const received = spans.filter((span) => attribute(span, "component") === "camel-direct" && attribute(span, "op") === "EVENT_RECEIVED");
    const parents = received.map((span) => parentIn(spans, span));
    expect(parents.map((parent) => attribute(parent, "op"))).toEqual(received.map(() => "EVENT_SENT"));
    expect(parents.map((parent) => attribute(parent, "exchangeId"))).toEqual(received.map((span) => attribute(span, "exchangeId")));
    expect(parents.map((parent) => attribute(parent, "camel.uri"))).toEqual(received.map((span) => attribute(span, "camel.uri")));
  });

  test("a seda hop begins another exchange", () => {
    const received = spans.filter((span) => attribute(span, "component") === "camel-seda" && attribute(span, "op") === "EVENT_RECEIVED");
    const unchanged = received.filter((span) => attribute(parentIn(spans, span), "exchangeId") === attribute(span, "exchangeId"));
    expect(unchanged).toEqual([]);
  });
});

test.each(["opentelemetry2", "agent", "agent-alone"])("the log of the start tells every route's id and URI (%s)", (set) => {
  const lines = scopes(set, "start-and-timer", "logs")
    .filter(({ scope }) => scope.name === "org.apache.camel.impl.engine.AbstractCamelContext")
    .flatMap(({ logRecords }) => logRecords ?? [])
    .map((record) => record.body.stringValue);
  expect(lines).toEqual(
    expect.arrayContaining([
      "    Started orders-api (platform-http:///orders)",
      "    Started charge-payment (direct://charge-payment)",
      "    Started ship-order (seda://shipping)",
      "    Started stock-report (timer://stock-report)",
    ]),
  );
});

test("each attempt of a redelivery is a sibling in error, and nothing numbers them", () => {
  const spans = camelSpans("processors", "declined");
  const attempts = spans.filter((span) => span.name === "call-gateway-to");
  expect(attempts.map((span) => span.status.code)).toEqual([2, 2, 2]);
  expect(new Set(attempts.map((span) => span.parentSpanId)).size).toBe(1);
});

test("a failure that was handled leaves no error on the route's own span", () => {
  const spans = camelSpans("processors", "undeliverable");
  expect(spans.filter((span) => attribute(span, "op") !== "EVENT_PROCESS").map((span) => span.status.code)).not.toContain(2);
  expect(spans.filter((span) => span.status.code === 2).map((span) => span.name)).toEqual(Array(3).fill("book-carrier-bean"));
});

test("the legacy component names the route in which the exchange began, also on a direct hop", () => {
  const spans = camelSpans("legacy", "completed");
  const received = spans.find((span) => attribute(span, "camel.uri") === "direct://price-order" && span.kind !== 3);
  expect(attribute(received, "camel.route.id")).toBe("orders-api");
});

test("beside the Java agent the root of an exchange has a parent that is not Camel's", () => {
  const spans = camelSpans("agent", "completed");
  const root = spans.find((span) => attribute(span, "camel.uri") === "platform-http:///orders?httpMethodRestrict=POST");
  expect(root?.parentSpanId).toMatch(/^[0-9a-f]{16}$/);
  expect(spans.map((span) => span.spanId)).not.toContain(root?.parentSpanId);
});
