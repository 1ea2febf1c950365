import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { listTaps } from "#schema/contract/taps";
import { request } from "#ui/lib/api.ts";

export type Tap = Answer<typeof listTaps>["items"][number];

/** Asked for again while one runs: it ends by itself. */
export function tapsQuery(agentId: string) {
  return queryOptions({
    queryKey: ["taps", agentId],
    queryFn: ({ signal }) => request(listTaps, { params: { id: agentId } }, signal),
    refetchInterval: (query) => ((query.state.data?.items.length ?? 0) > 0 ? 5_000 : false),
  });
}
