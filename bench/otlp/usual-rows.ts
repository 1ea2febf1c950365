/** The request as protobufjs decodes it. 64-bit integers are pairs of halves, or numbers where the runtime has no better. */
export interface DecodedTraces {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] } | null;
    readonly scopeSpans: readonly { readonly scope: { readonly name: string } | null; readonly spans: readonly Span[] }[];
  }[];
}

interface Attribute {
  readonly key: string;
  readonly value: {
    readonly stringValue?: string;
    readonly boolValue?: boolean;
    readonly intValue?: Long;
    readonly doubleValue?: number;
  } | null;
}

type Long = number | { readonly low: number; readonly high: number };

interface Span {
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
  readonly parentSpanId: Uint8Array;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: Long;
  readonly endTimeUnixNano: Long;
  readonly attributes: readonly Attribute[];
  readonly events: readonly { readonly timeUnixNano: Long; readonly name: string; readonly attributes: readonly Attribute[] }[];
  readonly status: { readonly code: number; readonly message: string } | null;
}

/** Rows of `spans` for JSONEachRow, without anything of Camel's: the least that has to be done. */
export function usualRows(traces: DecodedTraces): object[] {
  return traces.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const attributes = textMap(resource?.attributes ?? []);
    return scopeSpans.flatMap(({ scope, spans }) => spans.map((span) => rowOf(span, scope?.name ?? "", attributes)));
  });
}

function rowOf(span: Span, scope: string, resource: Record<string, string>): object {
  const start = nanoseconds(span.startTimeUnixNano);
  return {
    tenant_id: "bench",
    environment: resource["deployment.environment.name"] ?? "default",
    app: resource["service.name"] ?? "unknown",
    instance: resource["host.name"] ?? "",
    start_time: String(start),
    duration_ns: String(nanoseconds(span.endTimeUnixNano) - start),
    trace_id: hex(span.traceId),
    span_id: hex(span.spanId),
    parent_span_id: hex(span.parentSpanId ?? new Uint8Array()),
    name: span.name,
    kind: span.kind,
    scope,
    status: span.status?.code ?? 0,
    status_message: span.status?.message ?? "",
    attributes: textMap(span.attributes ?? []),
    resource,
    event_time: (span.events ?? []).map((event) => String(nanoseconds(event.timeUnixNano))),
    event_name: (span.events ?? []).map((event) => event.name),
    event_attributes: (span.events ?? []).map((event) => textMap(event.attributes ?? [])),
  };
}

function nanoseconds(value: Long): bigint {
  return typeof value === "number" ? BigInt(value) : (BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0);
}

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += digits[byte];
  return text;
}

function textMap(attributes: readonly Attribute[]): Record<string, string> {
  const map: Record<string, string> = {};
  for (const { key, value } of attributes)
    map[key] = value?.stringValue ?? String(value?.boolValue ?? value?.doubleValue ?? value?.intValue ?? "");
  return map;
}
