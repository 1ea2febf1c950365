import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { getExchangeFacets } from "#schema/contract/exchanges";
import { request } from "#ui/lib/api.ts";
import type { ExchangeFilters } from "./exchange-filters.ts";
import { queryOf } from "./exchange-filters.ts";

export type Facet = Answer<typeof getExchangeFacets>["facets"][number];

/** All facets of the matches, or the named one alone. */
export function exchangeFacetsQuery(filters: ExchangeFilters, field?: Facet["field"]) {
  const fields = field === undefined ? {} : { fields: field };
  return queryOptions({
    queryKey: ["exchange-facets", filters, field],
    queryFn: ({ signal }) => request(getExchangeFacets, { query: { ...queryOf(filters), ...fields, size: 25 } }, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
