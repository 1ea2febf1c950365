import { readFileSync } from "node:fs";
import { mulberry32 } from "#bench/pairs";
import { otlpType } from "#test/otlp-proto";

interface Span {
  traceId: Uint8Array;
  spanId: Uint8Array;
  parentSpanId: Uint8Array;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: { stringValue: string } }[];
}

interface Traces {
  resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
}

/**
 * An ExportTraceServiceRequest of about `spans` spans: one exchange recorded from a real Camel application, again and again with other
 * ids, times and exchange ids. Deterministic by seed.
 */
export function tracesRequest(spans: number, seed: number): { body: Uint8Array; spans: number } {
  const type = otlpType("Traces");
  const recorded = type.decode(readFileSync("test/camel/fixtures/opentelemetry2/completed.traces.bin"));
  const plain = type.toObject(recorded, { longs: String }) as Traces;
  const all = plain.resourceSpans.flatMap((resource) => resource.scopeSpans.flatMap((scope) => scope.spans));
  const random = mulberry32(seed);
  const copies: Span[] = [];
  for (let trace = 0; copies.length < spans; trace += 1) copies.push(...copyOf(all, trace, random));
  const [resource] = plain.resourceSpans;
  const [scope] = resource?.scopeSpans ?? [];
  const request = { resourceSpans: [{ ...resource, scopeSpans: [{ ...scope, spans: copies }] }] };
  return { body: type.encode(type.fromObject(request)).finish(), spans: copies.length };
}

function copyOf(all: readonly Span[], trace: number, random: () => number): Span[] {
  const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => Math.floor(random() * 255) + 1);
  const traceId = bytes(16);
  const ids = new Map(all.map((span) => [Buffer.from(span.spanId).toString("hex"), bytes(8)]));
  const shift = BigInt(trace) * 3_000_000n;
  const exchange = Math.floor(random() * 2 ** 32)
    .toString(16)
    .toUpperCase()
    .padStart(8, "0");
  return all.map((span) => ({
    ...span,
    traceId,
    spanId: ids.get(Buffer.from(span.spanId).toString("hex")) ?? span.spanId,
    parentSpanId: ids.get(Buffer.from(span.parentSpanId ?? []).toString("hex")) ?? new Uint8Array(),
    startTimeUnixNano: String(BigInt(span.startTimeUnixNano) + shift),
    endTimeUnixNano: String(BigInt(span.endTimeUnixNano) + shift),
    attributes: span.attributes.map((attribute) =>
      attribute.key === "exchangeId"
        ? { key: "exchangeId", value: { stringValue: exchange + attribute.value.stringValue.slice(8) } }
        : attribute,
    ),
  }));
}
