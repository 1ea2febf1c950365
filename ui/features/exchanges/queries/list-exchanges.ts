import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { urlOf } from "#schema/contract/call";
import type { Answer } from "#schema/contract/endpoint";
import { listExchanges } from "#schema/contract/exchanges";
import { request } from "#ui/lib/api.ts";
import type { ExchangeFilters } from "./exchange-filters.ts";
import { queryOf } from "./exchange-filters.ts";

export type ExchangeRow = Answer<typeof listExchanges>["items"][number];

const firstPage = 100;
const olderPage = 250;

/** The list in pages, newest first. Invalidation alone does not load it again: that would ask for every page one by one. */
export function exchangeListQuery(filters: ExchangeFilters) {
  return infiniteQueryOptions({
    queryKey: ["exchange-list", filters],
    queryFn: async ({ pageParam, signal }) => {
      const begun = performance.now();
      const query = {
        ...queryOf(filters),
        limit: pageParam === null ? firstPage : olderPage,
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      const page = await request(listExchanges, { query }, signal);
      return { ...page, tookMs: performance.now() - begun };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: "static",
  });
}

/** The address of the API call behind the list. */
export function exchangeListUrl(filters: ExchangeFilters): string {
  return urlOf(listExchanges, { query: { ...queryOf(filters), limit: 500 } });
}
