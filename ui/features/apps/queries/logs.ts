import { infiniteQueryOptions } from "@tanstack/react-query";
import { listContainerLogs } from "#schema/contract/container-logs";
import type { Answer } from "#schema/contract/endpoint";
import { request } from "#ui/lib/api.ts";

export type LogLine = Answer<typeof listContainerLogs>["items"][number];

export interface LogScope {
  readonly appId: string;
  readonly environmentId: string;
  readonly deploymentId?: string;
  /** Instant after which lines are left out. */
  readonly to?: string;
}

/** Newest first. */
export function logsQuery(scope: LogScope, q: string) {
  return infiniteQueryOptions({
    queryKey: ["container-logs", scope, q],
    queryFn: ({ pageParam, signal }) =>
      request(
        listContainerLogs,
        { query: { ...scope, from: "now-7d", limit: 200, ...(q !== "" && { q }), ...(pageParam !== null && { cursor: pageParam }) } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // Last lines are still on their way when a deployment is over.
    refetchInterval: () => (scope.to !== undefined && Date.parse(scope.to) > Date.now() ? 3_000 : false),
  });
}
