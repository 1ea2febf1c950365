import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getExchangeHistogram } from "#schema/contract/exchanges";
import { request } from "#ui/lib/api.ts";
import type { ExchangeFilters } from "./exchange-filters.ts";
import { queryOf } from "./exchange-filters.ts";

const whileLiveMs = 15_000;

interface Asked {
  readonly buckets: number;
  readonly live: boolean;
}

export function exchangeHistogramQuery(filters: ExchangeFilters, { buckets, live }: Asked) {
  return queryOptions({
    queryKey: ["exchange-histogram", filters, buckets],
    queryFn: ({ signal }) => request(getExchangeHistogram, { query: { ...queryOf(filters), buckets } }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: live ? whileLiveMs : false,
  });
}
