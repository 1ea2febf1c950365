import { z } from "zod";
import type { TimeRange } from "#schema/contract/query/time";
import { noUuid } from "#server/features/exchanges/find-exchange";
import type { Statement } from "#server/platform/clickhouse";
import { instant, integer, ofTenant, sql, text } from "#server/platform/clickhouse-sql";

/** An OpenTelemetry span as far as steps are made from it. */
export interface TraceSpan {
  readonly spanId: string;
  /** Empty at the top of a trace. */
  readonly parentSpanId: string;
  readonly app: string;
  readonly name: string;
  /** `received` a route began, `sent` a message went to an endpoint, `process` a processor ran, empty: not a Camel span. */
  readonly op: string;
  readonly uri: string;
  readonly component: string;
  readonly route: string;
  readonly node: string;
  readonly exchangeId: string;
  /** Set on the span that is an exchange, else empty. */
  readonly executionId: string;
  readonly failed: boolean;
  readonly statusMessage: string;
  readonly thread: string;
  readonly startMicros: number;
  readonly durationMicros: number;
  readonly events: readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[];
}

/** More than this of one trace is not read at once. */
export const spanLimit = 5_000;

const spanRow = z
  .object({
    span: z.string(),
    parent: z.string(),
    app: z.string(),
    name: z.string(),
    camel_op: z.string(),
    camel_uri: z.string(),
    component: z.string(),
    route: z.string(),
    node: z.string(),
    exchange_id: z.string(),
    execution_id: z.string(),
    failed: z.number(),
    status_message: z.string(),
    thread: z.string(),
    start_micros: z.number(),
    duration_us: z.number(),
    event_name: z.array(z.string()),
    event_attributes: z.array(z.record(z.string(), z.string())),
  })
  .transform((row): TraceSpan => ({
    spanId: row.span,
    parentSpanId: /^0*$/.test(row.parent) ? "" : row.parent,
    app: row.app,
    name: row.name,
    op: row.camel_op,
    uri: row.camel_uri,
    component: row.component,
    route: row.route,
    node: row.node,
    exchangeId: row.exchange_id,
    executionId: row.execution_id === noUuid ? "" : row.execution_id,
    failed: row.failed !== 0,
    statusMessage: row.status_message,
    thread: row.thread,
    startMicros: row.start_micros,
    durationMicros: row.duration_us,
    events: row.event_name.map((name, index) => ({ name, attributes: row.event_attributes[index] ?? {} })),
  }));

/** The spans of a trace in the order of their start, each once. */
export function traceSpans(traceId: string, range: TimeRange): Statement<TraceSpan> {
  return {
    name: "trace-spans",
    row: spanRow,
    sql: sql`SELECT lower(hex(span_id)) AS span, lower(hex(parent_span_id)) AS parent, app, name, camel_op, camel_uri, component, route, node,
        exchange_id, execution_id, status = 'error' OR attributes['error'] = 'true' AS failed, status_message, attributes['thread.name'] AS thread,
        toUnixTimestamp64Micro(start_time) AS start_micros, intDiv(duration_ns, 1000) AS duration_us, event_name, event_attributes
      FROM spans WHERE ${ofTrace(traceId, range)} ORDER BY start_time, span_id LIMIT 1 BY span_id LIMIT ${integer(spanLimit)}`,
  };
}

const countRow = z.object({ n: z.number() });

export function spanCount(traceId: string, range: TimeRange): Statement<{ n: number }> {
  return { name: "span-count", row: countRow, sql: sql`SELECT uniqExact(span_id) AS n FROM spans WHERE ${ofTrace(traceId, range)}` };
}

export function ofTrace(traceId: string, { fromMicros, toMicros }: TimeRange) {
  return sql`${ofTenant} AND trace_id = toFixedString(unhex(${text(traceId)}), 16)
    AND start_time >= ${instant(fromMicros)} AND start_time < ${instant(toMicros)}`;
}
