/** How a JSON value becomes a protobuf field. */
export type FieldType =
  | "string"
  | "bool"
  | "double"
  /** varint; names of enum values are accepted too */
  | "enum"
  | "uint32"
  | "int64"
  | "sint32"
  | "uint64"
  | "fixed32"
  | "fixed64"
  | "sfixed64"
  /** base64 */
  | "bytes"
  /** bytes as hex digits: trace and span ids */
  | "hex";

export interface Field {
  readonly number: number;
  readonly type: FieldType | MessageName;
  readonly repeated?: true;
  /** a span, log record, metric or data point: a fault refuses it alone */
  readonly item?: true;
}

export type Message = Readonly<Record<string, Field>>;

export type MessageName =
  | "Traces"
  | "ResourceSpans"
  | "ScopeSpans"
  | "Span"
  | "Event"
  | "Link"
  | "Status"
  | "Logs"
  | "ResourceLogs"
  | "ScopeLogs"
  | "LogRecord"
  | "Metrics"
  | "ResourceMetrics"
  | "ScopeMetrics"
  | "Metric"
  | "Gauge"
  | "Sum"
  | "Histogram"
  | "ExponentialHistogram"
  | "Summary"
  | "NumberPoint"
  | "HistogramPoint"
  | "ExponentialPoint"
  | "Buckets"
  | "SummaryPoint"
  | "Quantile"
  | "Resource"
  | "Scope"
  | "KeyValue"
  | "AnyValue"
  | "ArrayValue"
  | "KeyValueList";

const field = (number: number, type: Field["type"]): Field => ({ number, type });
const list = (number: number, type: Field["type"]): Field => ({ number, type, repeated: true });
const items = (number: number, type: MessageName): Field => ({ number, type, repeated: true, item: true });

/** The messages of OTLP 1.x as far as they are read, by their names in JSON. */
export const messages: Readonly<Record<MessageName, Message>> = {
  Traces: { resourceSpans: list(1, "ResourceSpans") },
  ResourceSpans: { resource: field(1, "Resource"), scopeSpans: list(2, "ScopeSpans") },
  ScopeSpans: { scope: field(1, "Scope"), spans: items(2, "Span") },
  Span: {
    traceId: field(1, "hex"),
    spanId: field(2, "hex"),
    parentSpanId: field(4, "hex"),
    name: field(5, "string"),
    kind: field(6, "enum"),
    startTimeUnixNano: field(7, "fixed64"),
    endTimeUnixNano: field(8, "fixed64"),
    attributes: list(9, "KeyValue"),
    events: list(11, "Event"),
    links: list(13, "Link"),
    status: field(15, "Status"),
  },
  Event: { timeUnixNano: field(1, "fixed64"), name: field(2, "string"), attributes: list(3, "KeyValue") },
  Link: { traceId: field(1, "hex"), spanId: field(2, "hex") },
  Status: { message: field(2, "string"), code: field(3, "enum") },
  Logs: { resourceLogs: list(1, "ResourceLogs") },
  ResourceLogs: { resource: field(1, "Resource"), scopeLogs: list(2, "ScopeLogs") },
  ScopeLogs: { scope: field(1, "Scope"), logRecords: items(2, "LogRecord") },
  LogRecord: {
    timeUnixNano: field(1, "fixed64"),
    severityNumber: field(2, "enum"),
    severityText: field(3, "string"),
    body: field(5, "AnyValue"),
    attributes: list(6, "KeyValue"),
    traceId: field(9, "hex"),
    spanId: field(10, "hex"),
    observedTimeUnixNano: field(11, "fixed64"),
  },
  Metrics: { resourceMetrics: list(1, "ResourceMetrics") },
  ResourceMetrics: { resource: field(1, "Resource"), scopeMetrics: list(2, "ScopeMetrics") },
  ScopeMetrics: { scope: field(1, "Scope"), metrics: items(2, "Metric") },
  Metric: {
    name: field(1, "string"),
    unit: field(3, "string"),
    gauge: field(5, "Gauge"),
    sum: field(7, "Sum"),
    histogram: field(9, "Histogram"),
    exponentialHistogram: field(10, "ExponentialHistogram"),
    summary: field(11, "Summary"),
  },
  Gauge: { dataPoints: items(1, "NumberPoint") },
  Sum: { dataPoints: items(1, "NumberPoint"), aggregationTemporality: field(2, "enum"), isMonotonic: field(3, "bool") },
  Histogram: { dataPoints: items(1, "HistogramPoint"), aggregationTemporality: field(2, "enum") },
  ExponentialHistogram: { dataPoints: items(1, "ExponentialPoint"), aggregationTemporality: field(2, "enum") },
  Summary: { dataPoints: items(1, "SummaryPoint") },
  NumberPoint: {
    startTimeUnixNano: field(2, "fixed64"),
    timeUnixNano: field(3, "fixed64"),
    asDouble: field(4, "double"),
    asInt: field(6, "sfixed64"),
    attributes: list(7, "KeyValue"),
    flags: field(8, "uint32"),
  },
  HistogramPoint: {
    startTimeUnixNano: field(2, "fixed64"),
    timeUnixNano: field(3, "fixed64"),
    count: field(4, "fixed64"),
    sum: field(5, "double"),
    bucketCounts: list(6, "fixed64"),
    explicitBounds: list(7, "double"),
    attributes: list(9, "KeyValue"),
    flags: field(10, "uint32"),
    min: field(11, "double"),
    max: field(12, "double"),
  },
  ExponentialPoint: {
    attributes: list(1, "KeyValue"),
    startTimeUnixNano: field(2, "fixed64"),
    timeUnixNano: field(3, "fixed64"),
    count: field(4, "fixed64"),
    sum: field(5, "double"),
    scale: field(6, "sint32"),
    zeroCount: field(7, "fixed64"),
    positive: field(8, "Buckets"),
    negative: field(9, "Buckets"),
    flags: field(10, "uint32"),
    min: field(12, "double"),
    max: field(13, "double"),
  },
  Buckets: { offset: field(1, "sint32"), bucketCounts: list(2, "uint64") },
  SummaryPoint: {
    startTimeUnixNano: field(2, "fixed64"),
    timeUnixNano: field(3, "fixed64"),
    count: field(4, "fixed64"),
    sum: field(5, "double"),
    quantileValues: list(6, "Quantile"),
    attributes: list(7, "KeyValue"),
    flags: field(8, "uint32"),
  },
  Quantile: { quantile: field(1, "double"), value: field(2, "double") },
  Resource: { attributes: list(1, "KeyValue") },
  Scope: { name: field(1, "string"), version: field(2, "string") },
  KeyValue: { key: field(1, "string"), value: field(2, "AnyValue") },
  AnyValue: {
    stringValue: field(1, "string"),
    boolValue: field(2, "bool"),
    intValue: field(3, "int64"),
    doubleValue: field(4, "double"),
    arrayValue: field(5, "ArrayValue"),
    kvlistValue: field(6, "KeyValueList"),
    bytesValue: field(7, "bytes"),
  },
  ArrayValue: { values: list(1, "AnyValue") },
  KeyValueList: { values: list(1, "KeyValue") },
};
