import { z } from "zod";
import type { getExchange } from "#schema/contract/exchanges";
import type { Returned } from "#schema/contract/endpoint";
import { exchangeStatus } from "#schema/contract/fields";
import type { TimeRange } from "#schema/contract/query/time";
import { idFromUuid } from "#schema/ids";
import { compileQuery } from "#server/features/exchanges/compile-query";
import type { ExchangeRow } from "#server/features/exchanges/find-exchange";
import { noUuid } from "#server/features/exchanges/find-exchange";
import { traceOf } from "#server/features/exchanges/summary-row";
import type { TraceSpan } from "#server/features/exchanges/trace-spans";
import type { Statement } from "#server/platform/clickhouse";
import { integer, joinSql, sql, text, uuid } from "#server/platform/clickhouse-sql";

type ExchangeLink = Returned<typeof getExchange>["children"][number];

const relativeRow = z.object({
  execution_id: z.string(),
  parent_execution_id: z.string(),
  trace: z.string(),
  app: z.string(),
  route: z.string(),
  status: exchangeStatus,
  start_time: z.string(),
  duration_us: z.number(),
});

export type RelativeRow = z.output<typeof relativeRow>;

const relativeLimit = 500;

/** The exchanges of the same trace, the one this came out of and those that came out of it, in the order of their start. */
export function relativesStatement(row: ExchangeRow, range: TimeRange): Statement<RelativeRow> {
  const trace = traceOf(row.trace);
  const kinships = [
    sql`parent_execution_id = ${uuid(row.execution_id)}`,
    ...(row.parent_execution_id === noUuid ? [] : [sql`execution_id = ${uuid(row.parent_execution_id)}`]),
    ...(trace === "" ? [] : [sql`trace_id = toFixedString(unhex(${text(trace)}), 16)`]),
  ];
  return {
    name: "relatives",
    row: relativeRow,
    sql: sql`SELECT execution_id, parent_execution_id, lower(hex(trace_id)) AS trace, app, route, status, start_time, duration_us
      FROM executions WHERE ${compileQuery(null, range)} AND (${joinSql(kinships, sql` OR `)})
      ORDER BY start_time, execution_id, version DESC LIMIT 1 BY execution_id LIMIT ${integer(relativeLimit)}`,
  };
}

export interface Relatives {
  readonly parent: ExchangeLink | null;
  readonly children: ExchangeLink[];
  readonly trace: ExchangeLink[];
}

/** Sorts relatives by kinship. Where the rows do not name a parent, the spans of the trace do. */
export function relativesOf(row: ExchangeRow, rows: readonly RelativeRow[], spans: readonly TraceSpan[]): Relatives {
  const owners = ownersOf(spans);
  const parentOf = (relative: Pick<RelativeRow, "execution_id" | "parent_execution_id">): string =>
    relative.parent_execution_id === noUuid ? (owners.get(relative.execution_id) ?? "") : relative.parent_execution_id;
  const parentId = parentOf(row);
  const parent = rows.find(({ execution_id }) => execution_id === parentId);
  return {
    parent: parent === undefined ? null : linkOf(parent),
    children: rows.filter((relative) => parentOf(relative) === row.execution_id).map(linkOf),
    trace: rows.filter(({ trace }) => trace === row.trace && traceOf(trace) !== "").map(linkOf),
  };
}

/** Which exchange each exchange of a trace came out of: the nearest one above its span. */
function ownersOf(spans: readonly TraceSpan[]): ReadonlyMap<string, string> {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const owners = new Map<string, string>();
  for (const span of spans) {
    if (span.executionId === "") continue;
    const seen = new Set<TraceSpan>([span]);
    let above = byId.get(span.parentSpanId);
    while (above !== undefined && above.executionId === "" && !seen.has(above)) {
      seen.add(above);
      above = byId.get(above.parentSpanId);
    }
    if (above !== undefined && above.executionId !== "" && above !== span) owners.set(span.executionId, above.executionId);
  }
  return owners;
}

function linkOf(row: RelativeRow): ExchangeLink {
  return {
    id: idFromUuid("exchange", row.execution_id),
    app: row.app,
    route: row.route,
    status: row.status,
    startTime: row.start_time,
    durationMicros: row.duration_us,
  };
}
