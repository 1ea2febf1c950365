import { z } from "zod";
import * as contract from "#schema/contract/exchanges";
import type { Query } from "#schema/contract/query/syntax";
import type { TimeRange } from "#schema/contract/query/time";
import { compileQuery } from "#server/features/exchanges/compile-query";
import { readCursor, writeCursor } from "#server/features/exchanges/exchange-cursor";
import { isoRange } from "#server/platform/time-range";
import type { FoundPage, Page } from "#server/features/exchanges/newest-first";
import { newestFirst } from "#server/features/exchanges/newest-first";
import { listRunning, matchesRunning, runningSummary } from "#server/features/exchanges/running";
import { searchTerms } from "#server/features/exchanges/search-terms";
import type { ExchangeSummary } from "#server/features/exchanges/summary-row";
import { summaryOf } from "#server/features/exchanges/summary-row";
import type { Verb } from "#server/platform/call";
import type { Statement } from "#server/platform/clickhouse";
import { integer, sql } from "#server/platform/clickhouse-sql";
import type { Deps } from "#server/platform/deps";

export const listExchanges: Verb<typeof contract.listExchanges> = async (deps, { query: filters, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.listExchanges.id, signal: ctx.request.signal });
  const after = filters.cursor === undefined ? undefined : readCursor(filters.cursor);
  const terms = searchTerms(filters, deps.clock.now());
  const range = after === undefined ? terms.range : { fromMicros: after.fromMicros, toMicros: after.toMicros };
  const page: Page = { ...terms, range, after, limit: filters.limit };
  const [found, running, counted] = await Promise.all([
    newestFirst(store, page),
    runningMatches(deps, page),
    filters.count === "exact" ? store.read(countOf(terms.query, range)) : [],
  ]);
  const value = counted[0]?.n;
  const { items, cursor } = merged(found, running, page);
  return {
    items: items.map(({ summary }) => summary),
    nextCursor: cursor,
    range: isoRange(range),
    count: value === undefined ? null : { value, exact: value < countLimit },
  };
};

/** Counting stops here: nobody reads further, and the count stays cheap. */
const countLimit = 1_000_000;
const countRow = z.object({ n: z.number() });

function countOf(query: Query | null, range: TimeRange): Statement<{ n: number }> {
  return {
    name: "count",
    row: countRow,
    sql: sql`SELECT count() AS n FROM (SELECT 1 FROM executions WHERE ${compileQuery(query, range)} LIMIT ${integer(countLimit)})`,
  };
}

interface Item {
  readonly startMicros: number;
  readonly executionId: string;
  readonly summary: ExchangeSummary;
}

async function runningMatches(deps: Deps, { query, range, after }: Page): Promise<readonly Item[]> {
  const nowMicros = deps.clock.now() * 1_000;
  const newest = after?.startMicros ?? range.toMicros;
  return (await listRunning(deps.hubs))
    .filter(({ startMicros }) => startMicros >= range.fromMicros && startMicros < newest)
    .map((running) => ({ ...running, summary: runningSummary(running, nowMicros) }))
    .filter(({ node, summary }) => matchesRunning(query, summary, node));
}

/** Running exchanges stand where they began, so that a page and its cursor mean the same for both. */
function merged(
  { rows, more }: FoundPage,
  running: readonly Item[],
  { range, limit }: Page,
): { items: readonly Item[]; cursor: string | null } {
  const stored = rows.map((row) => ({ startMicros: row.start_micros, executionId: row.execution_id, summary: summaryOf(row) }));
  const ended = new Set(stored.map(({ executionId }) => executionId));
  const all = [...stored, ...running.filter(({ executionId }) => !ended.has(executionId))].sort((a, b) => b.startMicros - a.startMicros);
  const items = all.slice(0, limit);
  const last = items.at(-1);
  return { items, cursor: last !== undefined && (more || all.length > limit) ? writeCursor({ ...last, ...range }) : null };
}
