import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { listExchangeLogs } from "#schema/contract/exchanges";
import { request } from "#ui/lib/api.ts";
import type { ExchangeAddress } from "./exchange-detail.ts";

export type LogLine = Answer<typeof listExchangeLogs>["items"][number];

export function exchangeLogsQuery({ id, at }: ExchangeAddress) {
  return queryOptions({
    queryKey: ["exchange-logs", id],
    queryFn: ({ signal }) => request(listExchangeLogs, { params: { id }, query: { ...(at && { at }) } }, signal),
    staleTime: 60_000,
  });
}
