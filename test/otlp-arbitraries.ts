import * as fc from "fast-check";

/** OTLP requests in protobufjs' spelling, from the ordinary to the odd. Times are near `nowMs`. */
const bytes = (length: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 1, max: 255 }), { minLength: length, maxLength: length });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ minLength: 120, maxLength: 300 }),
);
const double = fc.double({ noDefaultInfinity: true, noNaN: true });

const { value } = fc.letrec<{ value: object }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    text.map((stringValue) => ({ stringValue })),
    fc.boolean().map((boolValue) => ({ boolValue })),
    int64.map((intValue) => ({ intValue })),
    double.map((doubleValue) => ({ doubleValue })),
    bytes(3).map((bytesValue) => ({ bytesValue })),
    fc.array(tie("value"), { maxLength: 3 }).map((values) => ({ arrayValue: { values } })),
    fc.array(fc.record({ key: text, value: tie("value") }), { maxLength: 3 }).map((values) => ({ kvlistValue: { values } })),
  ),
}));

const name = fc.oneof(
  text,
  fc.constantFrom(
    "op",
    "camel.uri",
    "component",
    "exchangeId",
    "camel.route.id",
    "error",
    "http.url",
    "apiToken",
    "orderId",
    "breadcrumbId",
    "message",
  ),
);
const said = fc.oneof(
  value,
  fc
    .constantFrom(
      "EVENT_RECEIVED",
      "EVENT_SENT",
      "EVENT_PROCESS",
      "direct://a",
      "seda://b?x=1",
      "http://u:p@h/x?token=1",
      "true",
      "camel-direct",
    )
    .map((stringValue) => ({ stringValue })),
);
const attributes = fc.array(fc.record({ key: name, value: said }), { maxLength: 6 });
const resource = fc.record({
  attributes: fc.array(fc.record({ key: fc.constantFrom("service.name", "deployment.environment.name", "host.name", "x"), value }), {
    maxLength: 3,
  }),
});
const scope = fc.record({
  name: fc.constantFrom("camel", "io.opentelemetry.netty-4.1", "", "org.apache.camel.impl.engine.AbstractCamelContext"),
});

const nanos = (nowMs: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: -3_600_000, max: 60_000 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([ms, rest]) => String(BigInt(nowMs + ms) * 1_000_000n + BigInt(rest)));

export function anyTraces(nowMs: number): fc.Arbitrary<object> {
  const at = nanos(nowMs);
  // few ids, so that some spans have their parents in the request
  const id = fc.integer({ min: 1, max: 9 }).map((n) => [0, 0, 0, 0, 0, 0, 0, n]);
  const trace = fc.integer({ min: 1, max: 2 }).map((n) => [...Array<number>(15).fill(0), n]);
  const event = fc.record({ timeUnixNano: at, name: fc.constantFrom("error", "log", "exception", "ü"), attributes });
  const span = fc.record(
    {
      traceId: trace,
      spanId: id,
      startTimeUnixNano: at,
      parentSpanId: id,
      name: text,
      kind: fc.integer({ min: 0, max: 7 }),
      endTimeUnixNano: at,
      attributes,
      events: fc.array(event, { maxLength: 2 }),
      links: fc.array(fc.record({ traceId: bytes(16), spanId: bytes(8) }), { maxLength: 2 }),
      status: fc.record({ code: fc.integer({ min: 0, max: 3 }), message: text }),
    },
    { requiredKeys: ["traceId", "spanId", "startTimeUnixNano"] },
  );
  return ofScopes("resourceSpans", "scopeSpans", fc.record({ scope, spans: fc.array(span, { maxLength: 6 }) }));
}

export function anyLogs(nowMs: number): fc.Arbitrary<object> {
  const record = fc.record(
    {
      timeUnixNano: nanos(nowMs),
      severityNumber: fc.integer({ min: 0, max: 25 }),
      severityText: fc.constantFrom("INFO", "error", "?"),
      body: value,
      attributes,
      traceId: bytes(16),
      spanId: bytes(8),
    },
    { requiredKeys: ["timeUnixNano"] },
  );
  return ofScopes("resourceLogs", "scopeLogs", fc.record({ scope, logRecords: fc.array(record, { maxLength: 6 }) }));
}

export function anyMetrics(nowMs: number): fc.Arbitrary<object> {
  const at = nanos(nowMs);
  const count = fc.integer({ min: 0, max: 1_000_000 }).map(String);
  const point = { timeUnixNano: at, startTimeUnixNano: at, attributes, flags: fc.integer({ min: 0, max: 1 }) };
  const number = fc.oneof(fc.record({ ...point, asDouble: double }), fc.record({ ...point, asInt: int64 }));
  const totals = { ...point, count, sum: double };
  const histogram = fc.record({
    ...totals,
    bucketCounts: fc.array(count, { maxLength: 4 }),
    explicitBounds: fc.array(double, { maxLength: 3 }),
    min: double,
    max: double,
  });
  const buckets = fc.record({ offset: fc.integer({ min: -20, max: 20 }), bucketCounts: fc.array(count, { maxLength: 4 }) });
  const exponential = fc.record({
    ...totals,
    scale: fc.integer({ min: -2, max: 8 }),
    zeroCount: count,
    positive: buckets,
    negative: buckets,
  });
  const summary = fc.record({ ...totals, quantileValues: fc.array(fc.record({ quantile: double, value: double }), { maxLength: 3 }) });
  const points = (of: fc.Arbitrary<object>): fc.Arbitrary<object> =>
    fc.record({ dataPoints: fc.array(of, { maxLength: 3 }), aggregationTemporality: fc.integer({ min: 0, max: 2 }) });
  const metric = fc.oneof(
    fc.record({ name: text, unit: text, gauge: fc.record({ dataPoints: fc.array(number, { maxLength: 3 }) }) }),
    fc.record({ name: text, sum: points(number) }),
    fc.record({ name: text, histogram: points(histogram) }),
    fc.record({ name: text, exponentialHistogram: points(exponential) }),
    fc.record({ name: text, summary: fc.record({ dataPoints: fc.array(summary, { maxLength: 2 }) }) }),
  );
  return ofScopes("resourceMetrics", "scopeMetrics", fc.record({ scope, metrics: fc.array(metric, { maxLength: 4 }) }));
}

function ofScopes(top: string, inner: string, scoped: fc.Arbitrary<object>): fc.Arbitrary<object> {
  const one = fc.record({ resource, [inner]: fc.array(scoped, { maxLength: 2 }) });
  return fc.array(one, { maxLength: 2 }).map((list) => ({ [top]: list }));
}

/** The same request in OTLP/JSON: ids in hex, other bytes in base64. */
export function toJsonSpelling(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSpelling);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, content]) => {
      if (/^(traceId|spanId|parentSpanId)$/.test(key)) return [key, Buffer.from(content as number[]).toString("hex")];
      if (key === "bytesValue") return [key, Buffer.from(content as number[]).toString("base64")];
      return [key, toJsonSpelling(content)];
    }),
  );
}
