import { infiniteQueryOptions } from "@tanstack/react-query";
import { listArtifacts } from "#schema/contract/artifacts";
import type { Answer } from "#schema/contract/endpoint";
import { request } from "#ui/lib/api.ts";

export type Artifact = Answer<typeof listArtifacts>["items"][number];

/** Newest first. */
export function artifactsQuery(appId: string) {
  return infiniteQueryOptions({
    queryKey: ["apps", appId, "artifacts"],
    queryFn: ({ pageParam, signal }) =>
      request(listArtifacts, { params: { id: appId }, query: { limit: 50, ...(pageParam !== null && { cursor: pageParam }) } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
