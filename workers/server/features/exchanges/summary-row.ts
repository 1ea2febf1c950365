import { z } from "zod";
import type { exchangeSummary } from "#schema/contract/exchange-shapes";
import { exchangeStatus } from "#schema/contract/fields";
import { idFromUuid } from "#schema/ids";
import { sql } from "#server/platform/clickhouse-sql";

/** The columns of a row in a list of exchanges; the ids of a trace and its spans as hex digits. */
export const summaryColumns = sql`execution_id, exchange_id, lower(hex(trace_id)) AS trace, app, environment, instance, route, from_uri,
  status, start_time, toUnixTimestamp64Micro(start_time) AS start_micros, duration_us, failed_node, error_class, error_message,
  redeliveries, step_count, has_payload, attributes, source`;

export const summaryRow = z.object({
  execution_id: z.string(),
  exchange_id: z.string(),
  trace: z.string(),
  app: z.string(),
  environment: z.string(),
  instance: z.string(),
  route: z.string(),
  from_uri: z.string(),
  status: exchangeStatus,
  start_time: z.string(),
  start_micros: z.number(),
  duration_us: z.number(),
  failed_node: z.string(),
  error_class: z.string(),
  error_message: z.string(),
  redeliveries: z.number(),
  step_count: z.number(),
  has_payload: z.number(),
  attributes: z.record(z.string(), z.string()),
  source: z.enum(["agent", "otlp", "replay", "test"]),
});

export type SummaryRow = z.output<typeof summaryRow>;
export type ExchangeSummary = z.input<typeof exchangeSummary>;

export function summaryOf(row: SummaryRow): ExchangeSummary {
  return {
    id: idFromUuid("exchange", row.execution_id),
    exchangeId: row.exchange_id,
    traceId: traceOf(row.trace),
    app: row.app,
    environment: row.environment,
    instance: row.instance,
    route: row.route,
    fromUri: row.from_uri,
    status: row.status,
    startTime: row.start_time,
    durationMicros: row.duration_us,
    failedNode: row.failed_node,
    errorClass: row.error_class,
    errorMessage: row.error_message,
    redeliveries: row.redeliveries,
    stepCount: row.step_count,
    hasPayload: row.has_payload !== 0,
    attributes: row.attributes,
    source: row.source,
  };
}

/** Zero bytes stand for none. */
export function traceOf(hex: string): string {
  return /^0*$/.test(hex) ? "" : hex;
}
