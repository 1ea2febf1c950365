import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { getExchangeLineage } from "#schema/contract/lineage";
import { request } from "#ui/lib/api.ts";
import type { ExchangeAddress } from "./exchange-detail.ts";

export type LineageEntry = Answer<typeof getExchangeLineage>["items"][number];

export function exchangeLineageQuery({ id, at }: ExchangeAddress) {
  return queryOptions({
    queryKey: ["exchange-lineage", id],
    queryFn: ({ signal }) => request(getExchangeLineage, { params: { id }, query: { ...(at && { at }) } }, signal),
    staleTime: 60_000,
  });
}
