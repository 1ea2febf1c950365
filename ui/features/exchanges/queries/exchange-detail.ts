import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { getExchange } from "#schema/contract/exchanges";
import { request } from "#ui/lib/api.ts";

export type ExchangeDetail = Answer<typeof getExchange>;

/** An exchange by its id and, when known, its start (ISO), which bounds the look-up. */
export interface ExchangeAddress {
  readonly id: string;
  readonly at?: string | undefined;
}

const whileRunningMs = 2_000;

/** One exchange; as long as it runs, it is asked for again. */
export function exchangeQuery({ id, at }: ExchangeAddress) {
  return queryOptions({
    queryKey: ["exchange", id],
    queryFn: ({ signal }) => request(getExchange, { params: { id }, query: { ...(at && { at }) } }, signal),
    refetchInterval: ({ state }) => (state.data?.status === "running" ? whileRunningMs : false),
    staleTime: 60_000,
  });
}
