import { z } from "zod";
import type { TimeRange } from "#schema/contract/query/time";
import { uuidFromId, uuidTimeMs } from "#schema/ids";
import { Problem } from "#schema/problems";
import { compileQuery } from "#server/features/exchanges/compile-query";
import { boundMicros } from "#server/platform/time-range";
import { summaryColumns, summaryRow } from "#server/features/exchanges/summary-row";
import type { Statement, TenantClickHouse } from "#server/platform/clickhouse";
import { sql, uuid } from "#server/platform/clickhouse-sql";

export const noUuid = "00000000-0000-0000-0000-000000000000";

const exchangeRow = summaryRow.extend({
  span: z.string(),
  parent_execution_id: z.string(),
  replay_of: z.string(),
  graph_hash: z.string(),
  dropped_steps: z.number(),
  capture_level: z.number(),
});

export type ExchangeRow = z.output<typeof exchangeRow>;

/** An id of the API, and when the exchange began if the caller knows it. */
export interface Wanted {
  readonly id: string;
  readonly at: string | undefined;
  readonly nowMs: number;
}

const wholeTime: TimeRange = { fromMicros: 0, toMicros: Date.UTC(2262, 0, 1) * 1_000 };
const slackMicros = 2e6;

/** The UUID of an exchange; an id that cannot be one names nothing. */
export function executionIdOf(id: string): string {
  const executionId = uuidFromId("exchange", id);
  if (executionId === undefined) throw new Problem("not-found");
  return executionId;
}

/**
 * The stored row of an exchange. Its id names the millisecond of its start, which bounds the look-up; a sender whose clock was off is
 * found in a second read of everything.
 */
export async function findExchange(store: TenantClickHouse, wanted: Wanted): Promise<ExchangeRow | undefined> {
  const executionId = executionIdOf(wanted.id);
  const startMicros = wanted.at === undefined ? uuidTimeMs(executionId) * 1_000 : boundMicros("at", wanted.at, wanted.nowMs);
  const near = { fromMicros: Math.max(0, startMicros - slackMicros), toMicros: startMicros + slackMicros };
  for (const range of [near, wholeTime]) {
    const [row] = await store.read(exchangeWithin(executionId, range));
    if (row !== undefined) return row;
  }
  return undefined;
}

/** As `findExchange`; an exchange that is not there is `not-found`. */
export async function requireExchange(store: TenantClickHouse, wanted: Wanted): Promise<ExchangeRow> {
  const row = await findExchange(store, wanted);
  if (row === undefined) throw new Problem("not-found");
  return row;
}

function exchangeWithin(executionId: string, range: TimeRange): Statement<ExchangeRow> {
  return {
    name: "exchange",
    row: exchangeRow,
    sql: sql`SELECT ${summaryColumns}, lower(hex(span_id)) AS span, parent_execution_id, replay_of, graph_hash, dropped_steps, capture_level
      FROM executions WHERE ${compileQuery(null, range)} AND execution_id = ${uuid(executionId)} ORDER BY version DESC LIMIT 1`,
  };
}

/** When an exchange ran, with room on both sides for what belongs to it. */
export function timeAround(row: ExchangeRow, beforeMicros: number, afterMicros = beforeMicros): TimeRange {
  return { fromMicros: Math.max(0, row.start_micros - beforeMicros), toMicros: row.start_micros + row.duration_us + afterMicros };
}
