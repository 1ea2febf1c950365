import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { listAgents } from "#schema/contract/agents";
import type { Answer } from "#schema/contract/endpoint";
import { request } from "#ui/lib/api.ts";

export type Agent = Answer<typeof listAgents>["items"][number];

/** Health changes by the second; the list is asked for again every ten. */
export function agentsQuery(environment: string) {
  return queryOptions({
    queryKey: ["agents", environment],
    queryFn: ({ signal }) => request(listAgents, { query: environment === "" ? {} : { environment } }, signal),
    refetchInterval: 10_000,
    placeholderData: keepPreviousData,
  });
}
