import { z } from "zod";
import * as contract from "#schema/contract/exchanges";
import type { ExchangeDetail } from "#server/features/exchanges/exchange-detail";
import { readDetail } from "#server/features/exchanges/exchange-detail";
import type { ExchangeRow } from "#server/features/exchanges/find-exchange";
import { requireExchange, timeAround } from "#server/features/exchanges/find-exchange";
import { traceOf } from "#server/features/exchanges/summary-row";
import type { Verb } from "#server/platform/call";
import type { Statement } from "#server/platform/clickhouse";
import { instant, integer, joinSql, ofTenant, sql, text, texts, uuid } from "#server/platform/clickhouse-sql";

export const listExchangeLogs: Verb<typeof contract.listExchangeLogs> = async (deps, { params, query, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.listExchangeLogs.id, signal: ctx.request.signal });
  const row = await requireExchange(store, { id: params.id, at: query.at, nowMs: deps.clock.now() });
  return { items: [...(await store.read(logsOf(row, await readDetail(deps, store, row))))] };
};

const logRow = z.object({
  at: z.string(),
  level: z.string(),
  logger: z.string(),
  thread: z.string(),
  message: z.string(),
  exception: z.string(),
  instance: z.string(),
  route: z.string(),
  node: z.string(),
});

const logLimit = 1_000;
const slackMicros = 1e6;

/** Lines name their exchange by its execution id, by a Camel id, or by the span they were written in. */
function logsOf(row: ExchangeRow, { exchangeIds, spanIds }: ExchangeDetail): Statement<z.output<typeof logRow>> {
  const { fromMicros, toMicros } = timeAround(row, slackMicros);
  const trace = traceOf(row.trace);
  const marks = [
    sql`execution_id = ${uuid(row.execution_id)}`,
    sql`exchange_id IN ${texts(exchangeIds)}`,
    ...(trace === "" ? [] : [sql`(trace_id = toFixedString(unhex(${text(trace)}), 16) AND lower(hex(span_id)) IN ${texts(spanIds)})`]),
  ];
  return {
    name: "exchange-logs",
    row: logRow,
    sql: sql`SELECT time AS at, level, logger, thread, message, exception, instance, route, node
      FROM logs WHERE ${ofTenant} AND time >= ${instant(fromMicros)} AND time < ${instant(toMicros)} AND (${joinSql(marks, sql` OR `)})
      ORDER BY time, sequence LIMIT ${integer(logLimit)}`,
  };
}
