import { queryOptions } from "@tanstack/react-query";
import { listCorrelatedExchanges } from "#schema/contract/correlation";
import type { Answer } from "#schema/contract/endpoint";
import { request } from "#ui/lib/api.ts";
import type { ExchangeAddress } from "./exchange-detail.ts";

export type Correlated = Answer<typeof listCorrelatedExchanges>;

export function correlatedExchangesQuery({ id, at }: ExchangeAddress) {
  return queryOptions({
    queryKey: ["correlated-exchanges", id],
    queryFn: ({ signal }) => request(listCorrelatedExchanges, { params: { id }, query: { ...(at && { at }) } }, signal),
    staleTime: 30_000,
  });
}
