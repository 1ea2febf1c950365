import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { getExchangeFacets } from "#schema/contract/exchanges";
import { request } from "#ui/lib/api.ts";
import type { ExchangeFilters } from "./exchange-filters.ts";
import { queryOf } from "./exchange-filters.ts";

export type Facet = Answer<typeof getExchangeFacets>["facets"][number];

export function exchangeFacetsQuery(filters: ExchangeFilters) {
  return queryOptions({
    queryKey: ["exchange-facets", filters],
    queryFn: ({ signal }) => request(getExchangeFacets, { query: { ...queryOf(filters), size: 25 } }, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
