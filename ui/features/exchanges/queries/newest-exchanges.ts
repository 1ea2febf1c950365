import { queryOptions } from "@tanstack/react-query";
import { listExchanges } from "#schema/contract/exchanges";
import { request } from "#ui/lib/api.ts";
import type { ExchangeFilters } from "./exchange-filters.ts";
import { queryOf } from "./exchange-filters.ts";

const everyMs = 3_000;

/** The newest matches, asked for again and again while the tab is seen: what the live list is fed with. */
export function newestExchangesQuery(filters: ExchangeFilters) {
  return queryOptions({
    queryKey: ["newest-exchanges", filters],
    queryFn: ({ signal }) => request(listExchanges, { query: { ...queryOf(filters), limit: 200 } }, signal),
    refetchInterval: everyMs,
    refetchOnWindowFocus: "always",
    staleTime: 0,
    gcTime: 0,
    retry: false,
    structuralSharing: false,
    meta: { quiet: true },
  });
}
