import type { Query } from "#schema/contract/query/syntax";
import type { TimeRange } from "#schema/contract/query/time";
import { compileQuery } from "#server/features/exchanges/compile-query";
import type { ExchangeCursor } from "#server/features/exchanges/exchange-cursor";
import type { SummaryRow } from "#server/features/exchanges/summary-row";
import { summaryColumns, summaryRow } from "#server/features/exchanges/summary-row";
import type { Statement, TenantClickHouse } from "#server/platform/clickhouse";
import { instant, integer, sql, uuid } from "#server/platform/clickhouse-sql";

export interface Page {
  readonly query: Query | null;
  readonly range: TimeRange;
  /** Matches are few and found through an index: one read of the whole range is cheapest. */
  readonly selective: boolean;
  readonly after: ExchangeCursor | undefined;
  readonly limit: number;
}

export interface FoundPage {
  readonly rows: readonly SummaryRow[];
  readonly more: boolean;
}

const hourMicros = 3_600e6;

/**
 * The newest matches, each once. The table is sorted by the hour first, so the range is read hour by hour from its end, in growing
 * pieces, until the page is full: a full page costs the same however long the range is.
 */
export async function newestFirst(store: TenantClickHouse, page: Page): Promise<FoundPage> {
  const rows: SummaryRow[] = [];
  for (const piece of piecesOf(page)) {
    rows.push(...(await store.read(newestOf(page, { range: piece, limit: page.limit + 1 - rows.length }))));
    if (rows.length > page.limit) break;
  }
  return { rows: eachOnce(rows).slice(0, page.limit), more: rows.length > page.limit };
}

/** Newest first: what is left of the last hour and the one before, then six hours, then the rest. */
function piecesOf({ range, selective, after }: Page): readonly TimeRange[] {
  const end = after === undefined ? range.toMicros : Math.min(range.toMicros, after.startMicros + 1);
  if (selective) return [{ fromMicros: range.fromMicros, toMicros: end }];
  const lastHour = Math.floor((end - 1) / hourMicros) * hourMicros;
  const edges = [end, lastHour - hourMicros, lastHour - 7 * hourMicros, range.fromMicros];
  const bounded = edges.map((edge) => Math.max(edge, range.fromMicros));
  return bounded.slice(1).flatMap((fromMicros, index) => {
    const toMicros = bounded[index] ?? end;
    return fromMicros < toMicros ? [{ fromMicros, toMicros }] : [];
  });
}

function newestOf({ query, after }: Page, { range, limit }: { range: TimeRange; limit: number }): Statement<SummaryRow> {
  const before =
    after === undefined ? sql`` : sql` AND (start_time, execution_id) < (${instant(after.startMicros)}, ${uuid(after.executionId)})`;
  return {
    name: "newest",
    row: summaryRow,
    sql: sql`SELECT ${summaryColumns} FROM executions WHERE ${compileQuery(query, range)}${before}
      ORDER BY start_time DESC, execution_id DESC, version DESC LIMIT ${integer(limit)}`,
  };
}

/** A sender that repeats itself in another batch leaves two rows of one exchange; the newest version comes first. */
function eachOnce(rows: readonly SummaryRow[]): readonly SummaryRow[] {
  return rows.filter((row, index) => row.execution_id !== rows[index - 1]?.execution_id);
}
