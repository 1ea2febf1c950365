import { queryOptions } from "@tanstack/react-query";
import { getAgent } from "#schema/contract/agents";
import { request } from "#ui/lib/api.ts";

export function agentQuery(id: string) {
  return queryOptions({
    queryKey: ["agent", id],
    queryFn: ({ signal }) => request(getAgent, { params: { id } }, signal),
    refetchInterval: 10_000,
  });
}
