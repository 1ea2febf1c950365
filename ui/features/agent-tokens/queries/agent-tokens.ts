import { queryOptions } from "@tanstack/react-query";
import { listBootstrapTokens } from "#schema/contract/bootstrap-tokens";
import type { Answer } from "#schema/contract/endpoint";
import { request } from "#ui/lib/api.ts";

export type AgentToken = Answer<typeof listBootstrapTokens>["items"][number];

export const agentTokensQuery = queryOptions({
  queryKey: ["agent-tokens"],
  queryFn: ({ signal }) => request(listBootstrapTokens, {}, signal),
});
