import { z } from "zod";
import * as contract from "#schema/contract/exchanges";
import { boundMicros, isoMicros } from "#server/platform/time-range";
import { ofTrace, spanLimit } from "#server/features/exchanges/trace-spans";
import type { Verb } from "#server/platform/call";
import type { Statement } from "#server/platform/clickhouse";
import { integer, sql } from "#server/platform/clickhouse-sql";

const hourMicros = 3_600e6;
const dayMicros = 24 * hourMicros;
/** For how long spans are kept. */
const retentionDays = 30;

/** An hour on both sides of `at`; without it everything that is kept. A trace nobody knows has no spans. */
export const listTraceSpans: Verb<typeof contract.listTraceSpans> = async (deps, { params, query, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.listTraceSpans.id, signal: ctx.request.signal });
  const nowMs = deps.clock.now();
  const at = query.at === undefined ? undefined : boundMicros("at", query.at, nowMs);
  const range =
    at === undefined
      ? { fromMicros: nowMs * 1_000 - retentionDays * dayMicros, toMicros: nowMs * 1_000 + dayMicros }
      : { fromMicros: Math.max(0, at - hourMicros), toMicros: at + hourMicros };
  return { items: [...(await store.read(spansOf(params.traceId.toLowerCase(), range)))] };
};

const spanRow = z
  .object({
    span: z.string(),
    parent: z.string(),
    app: z.string(),
    name: z.string(),
    kind: z.string(),
    scope: z.string(),
    status: z.string(),
    status_message: z.string(),
    start_micros: z.number(),
    duration_us: z.number(),
    attributes: z.record(z.string(), z.string()),
  })
  .transform((row) => ({
    spanId: row.span,
    parentSpanId: /^0*$/.test(row.parent) ? "" : row.parent,
    app: row.app,
    name: row.name,
    kind: row.kind,
    scope: row.scope,
    status: row.status,
    statusMessage: row.status_message,
    startTime: isoMicros(row.start_micros),
    durationMicros: row.duration_us,
    attributes: row.attributes,
  }));

function spansOf(traceId: string, range: { fromMicros: number; toMicros: number }): Statement<z.output<typeof spanRow>> {
  return {
    name: "spans",
    row: spanRow,
    sql: sql`SELECT lower(hex(span_id)) AS span, lower(hex(parent_span_id)) AS parent, app, name, kind, scope, status, status_message,
        toUnixTimestamp64Micro(start_time) AS start_micros, duration_ns / 1000 AS duration_us, attributes
      FROM spans WHERE ${ofTrace(traceId, range)} ORDER BY start_time, span_id LIMIT 1 BY span_id LIMIT ${integer(spanLimit)}`,
  };
}
