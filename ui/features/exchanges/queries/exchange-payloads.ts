import { queryOptions } from "@tanstack/react-query";
import { listPayloads } from "#schema/contract/exchanges";
import { request } from "#ui/lib/api.ts";
import type { ExchangeAddress } from "./exchange-detail.ts";

export function exchangePayloadsQuery({ id, at }: ExchangeAddress) {
  return queryOptions({
    queryKey: ["exchange-payloads", id],
    queryFn: ({ signal }) => request(listPayloads, { params: { id }, query: { ...(at && { at }) } }, signal),
    staleTime: 60_000,
  });
}
