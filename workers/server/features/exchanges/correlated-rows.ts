import { z } from "zod";
import { exchangeStatus } from "#schema/contract/fields";
import type { TimeRange } from "#schema/contract/query/time";
import { compileQuery } from "#server/features/exchanges/compile-query";
import type { ExchangeRow } from "#server/features/exchanges/find-exchange";
import { noUuid, timeAround } from "#server/features/exchanges/find-exchange";
import { traceOf } from "#server/features/exchanges/summary-row";
import type { Statement } from "#server/platform/clickhouse";
import type { Sql } from "#server/platform/clickhouse-sql";
import { instant, integer, joinSql, sql, text, texts, uuid } from "#server/platform/clickhouse-sql";

const correlatedRow = z.object({
  execution_id: z.string(),
  parent_execution_id: z.string(),
  trace: z.string(),
  app: z.string(),
  environment: z.string(),
  instance: z.string(),
  route: z.string(),
  status: exchangeStatus,
  start_time: z.string(),
  start_micros: z.number(),
  duration_us: z.number(),
  keys: z.array(z.string()),
});

export type CorrelatedRow = z.output<typeof correlatedRow>;

const dayMicros = 86_400e6;

/** A business process may take hours between two apps; what shares a key days later is another one. */
export function correlationRange(row: ExchangeRow): TimeRange {
  return timeAround(row, dayMicros);
}

const keysRow = z.object({ keys: z.array(z.string()) });

/** By what an exchange can be looked up: `c:` correlation ids and `a:` attributes, not its own ids. */
export function keysStatement(row: ExchangeRow): Statement<{ keys: string[] }> {
  return {
    name: "keys",
    row: keysRow,
    sql: sql`SELECT arrayFilter(key -> NOT startsWith(key, 'x:'), keys) AS keys FROM executions
      WHERE ${compileQuery(null, timeAround(row, 1_000))} AND execution_id = ${uuid(row.execution_id)} ORDER BY version DESC LIMIT 1`,
  };
}

const countRow = z.object({ key: z.string(), n: z.number() });

/** How many exchanges of the environment have each of these keys. */
export function keyCounts(row: ExchangeRow, keys: readonly string[]): Statement<{ key: string; n: number }> {
  return {
    name: "key-counts",
    row: countRow,
    sql: sql`SELECT arrayJoin(arrayIntersect(keys, ${texts(keys)})) AS key, uniqExact(execution_id) AS n FROM executions
      WHERE ${compileQuery(null, correlationRange(row))} AND environment = ${text(row.environment)} AND hasAny(keys, ${texts(keys)}) GROUP BY key`,
  };
}

/** Those of the same trace, the one it came out of, those that came out of it, and those of the environment with one of the keys. */
export function correlatedWith(row: ExchangeRow, keys: readonly string[], limit: number): Statement<CorrelatedRow> {
  const trace = traceOf(row.trace);
  return nearest(row, limit, [
    sql`execution_id = ${uuid(row.execution_id)}`,
    sql`parent_execution_id = ${uuid(row.execution_id)}`,
    ...(row.parent_execution_id === noUuid ? [] : [sql`execution_id = ${uuid(row.parent_execution_id)}`]),
    ...(trace === "" ? [] : [ofTraceId(trace)]),
    ...(keys.length === 0 ? [] : [sql`environment = ${text(row.environment)} AND hasAny(keys, ${texts(keys)})`]),
  ]);
}

/** Everything of these traces, of which there is at least one. */
export function ofTraces(row: ExchangeRow, traces: readonly string[], limit: number): Statement<CorrelatedRow> {
  return nearest(row, limit, traces.map(ofTraceId));
}

function ofTraceId(trace: string): Sql {
  return sql`trace_id = toFixedString(unhex(${text(trace)}), 16)`;
}

function nearest(row: ExchangeRow, limit: number, conditions: readonly Sql[]): Statement<CorrelatedRow> {
  const any = joinSql(
    conditions.map((condition) => sql`(${condition})`),
    sql` OR `,
  );
  return {
    name: "correlated",
    row: correlatedRow,
    sql: sql`SELECT execution_id, parent_execution_id, lower(hex(trace_id)) AS trace, app, environment, instance, route, status, start_time,
        toUnixTimestamp64Micro(start_time) AS start_micros, duration_us, keys
      FROM executions WHERE ${compileQuery(null, correlationRange(row))} AND (${any})
      ORDER BY abs(dateDiff('microsecond', start_time, ${instant(row.start_micros)})), execution_id, version DESC
      LIMIT 1 BY execution_id LIMIT ${integer(limit)}`,
  };
}
