import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { listExchanges } from "#schema/contract/exchanges";
import { request } from "#ui/lib/api.ts";

export type LatestExchange = Answer<typeof listExchanges>["items"][number];

/** The newest of the last day, a handful. */
export function latestExchangesQuery(place: { readonly app: string; readonly environment: string }) {
  return queryOptions({
    queryKey: ["latest-exchanges", place.app, place.environment],
    queryFn: ({ signal }) => request(listExchanges, { query: { ...place, from: "now-24h", limit: 5 } }, signal),
    refetchInterval: 5_000,
  });
}
