import { z } from "zod";
import { facetNames } from "#schema/contract/exchange-shapes";
import * as contract from "#schema/contract/exchanges";
import { compileQuery } from "#server/features/exchanges/compile-query";
import { isoRange } from "#server/platform/time-range";
import type { SearchTerms } from "#server/features/exchanges/search-terms";
import { searchTerms } from "#server/features/exchanges/search-terms";
import type { Verb } from "#server/platform/call";
import type { Statement } from "#server/platform/clickhouse";
import { integer, sql, texts } from "#server/platform/clickhouse-sql";

export const getExchangeFacets: Verb<typeof contract.getExchangeFacets> = async (deps, { query: filters, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.getExchangeFacets.id, signal: ctx.request.signal });
  const terms = searchTerms(filters, deps.clock.now());
  const fields: readonly FacetName[] = filters.fields ?? facetNames;
  const rows = Map.groupBy(await store.read(facetsOf(terms, { fields, size: filters.size })), ({ field }) => field);
  const facets = fields.map((field) => ({ field, values: (rows.get(field) ?? []).map(({ value, n }) => ({ value, count: n })) }));
  return { range: isoRange(terms.range), facets };
};

type FacetName = (typeof facetNames)[number];

const facetRow = z.object({ field: z.enum(facetNames), value: z.string(), n: z.number() });

/** Counts each combination of values once, then takes the combinations apart: the rows are read a single time for all facets. */
function facetsOf(
  { query, range }: SearchTerms,
  wanted: { fields: readonly string[]; size: number },
): Statement<z.output<typeof facetRow>> {
  return {
    name: "facets",
    row: facetRow,
    sql: sql`SELECT facet.1 AS field, facet.2 AS value, sum(combination.rows) AS n
      FROM (
        SELECT app, environment, route, routes_hit, status, error_class, failed_node, instance, count() AS rows
        FROM executions WHERE ${compileQuery(query, range)}
        GROUP BY app, environment, route, routes_hit, status, error_class, failed_node, instance
      ) AS combination
      ARRAY JOIN arrayConcat(
        [('app', toString(app)), ('environment', toString(environment)), ('status', toString(status)), ('errorClass', toString(error_class)),
         ('failedNode', toString(failed_node)), ('instance', toString(instance))],
        arrayMap(name -> ('route', toString(name)), arrayDistinct(arrayPushFront(routes_hit, route)))) AS facet
      WHERE value != '' AND field IN ${texts(wanted.fields)}
      GROUP BY field, value ORDER BY n DESC, value LIMIT ${integer(wanted.size)} BY field`,
  };
}
