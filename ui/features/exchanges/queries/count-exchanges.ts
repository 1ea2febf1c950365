import { queryOptions } from "@tanstack/react-query";
import { listExchanges } from "#schema/contract/exchanges";
import { request } from "#ui/lib/api.ts";
import type { ExchangeFilters } from "./exchange-filters.ts";
import { queryOf } from "./exchange-filters.ts";

/** How many exchanges match; for telling what another filter would give. */
export function exchangeCountQuery(filters: ExchangeFilters) {
  return queryOptions({
    queryKey: ["exchange-count", filters],
    queryFn: async ({ signal }) => {
      const { count } = await request(listExchanges, { query: { ...queryOf(filters), limit: 1, count: "exact" } }, signal);
      return count?.value ?? 0;
    },
    staleTime: 30_000,
  });
}
