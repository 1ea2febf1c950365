import type { Parsed } from "#schema/contract/endpoint";
import type { getExchangeFacets } from "#schema/contract/exchanges";
import { joined, parseQuery } from "#schema/contract/query/parse";
import type { Filter, Operator, Query, Span } from "#schema/contract/query/syntax";
import { isPattern } from "#schema/contract/query/syntax";
import type { TimeRange } from "#schema/contract/query/time";
import { Problem } from "#schema/problems";
import { dayMs, resolveBounds } from "#server/platform/time-range";

/** What list, histogram and facets have in common. */
export type ExchangeFilters = Omit<Parsed<typeof getExchangeFacets, "query">, "fields" | "size">;

export interface SearchTerms {
  readonly query: Query | null;
  readonly range: TimeRange;
  /** The query names an id or a business key: few matches, found through an index. */
  readonly selective: boolean;
}

/** For how long exchanges are kept: the range of a look-up by id without a time. */
const retentionMs = 90 * dayMs;
const nowhere: Span = { start: 0, end: 0 };

/** Joins the query text and the single filters to one query, and resolves the time range. */
export function searchTerms(filters: ExchangeFilters, nowMs: number): SearchTerms {
  const parts = [parsedText(filters.q ?? ""), ...singleFilters(filters)].filter((part) => part !== null);
  const [first, ...rest] = parts;
  const query = first === undefined ? null : joined("and", first, rest);
  const selective = isSelective(query);
  const range = resolveBounds(filters, { nowMs, defaultMs: selective ? retentionMs : dayMs });
  return { query, range, selective };
}

function parsedText(q: string): Query | null {
  const parsed = parseQuery(q);
  if (parsed.ok) return parsed.query;
  const { message, span } = parsed.error;
  throw new Problem("invalid-query", { detail: message, errors: [{ pointer: "/query/q", detail: message, span }] });
}

function singleFilters(filters: ExchangeFilters): readonly (Query | null)[] {
  return [
    filterOf("app", "=", filters.app),
    filterOf("environment", "=", filters.environment),
    filterOf("route", "=", filters.route),
    filterOf("status", "=", filters.status),
    filterOf("exchange", "=", listOf(filters.exchangeId)),
    filterOf("trace", "=", listOf(filters.traceId)),
    filterOf("key", "=", listOf(filters.businessKey)),
    filterOf("error", ":", listOf(filters.error)),
    filterOf("text", ":", listOf(filters.text)),
    filterOf("duration", ">=", listOf(filters.minDurationMicros)),
    filterOf("duration", "<=", listOf(filters.maxDurationMicros)),
  ];
}

function listOf(value: string | number | undefined): readonly (string | number)[] | undefined {
  return value === undefined ? undefined : [value];
}

function filterOf(name: string, operator: Operator, values: readonly (string | number)[] | undefined): Filter | null {
  if (values === undefined || values.length === 0) return null;
  return {
    kind: "filter",
    field: { name, key: "", span: nowhere },
    operator,
    values: values.map((value) => ({
      text: String(value),
      quoted: true,
      amount: typeof value === "number" ? value : null,
      span: nowhere,
    })),
    span: nowhere,
  };
}

const lookups = new Set(["exchange", "trace", "key", "attr"]);

function isSelective(query: Query | null): boolean {
  if (query === null) return false;
  if (query.kind === "and") return query.children.some(isSelective);
  if (query.kind !== "filter" || !lookups.has(query.field.name)) return false;
  return query.operator === "=" || (query.operator === ":" && !query.values.some(isPattern));
}
