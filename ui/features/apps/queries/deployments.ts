import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getDeployment, listDeployments } from "#schema/contract/deployments";
import type { Answer } from "#schema/contract/endpoint";
import { compareRevisions, listRevisions } from "#schema/contract/revisions";
import { request } from "#ui/lib/api.ts";
import { isOver } from "../deployments/deployment-states.ts";

export type Deployment = Answer<typeof listDeployments>["items"][number];
export type DeploymentDetail = Answer<typeof getDeployment>;
export type RevisionDiff = Answer<typeof compareRevisions>["diff"];

/** Newest first. */
export function deploymentsQuery({ appId, environmentId }: { readonly appId: string; readonly environmentId?: string | undefined }) {
  return infiniteQueryOptions({
    queryKey: ["deployments", appId, environmentId],
    queryFn: ({ pageParam, signal }) =>
      request(
        listDeployments,
        {
          query: {
            appId,
            limit: 50,
            ...(environmentId !== undefined && { environmentId }),
            ...(pageParam !== null && { cursor: pageParam }),
          },
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => (query.state.data?.pages[0]?.items.some(({ state }) => !isOver(state)) === true ? 1_500 : 15_000),
  });
}

export function deploymentQuery(id: string) {
  return queryOptions({
    queryKey: ["deployment", id],
    queryFn: ({ signal }) => request(getDeployment, { params: { id } }, signal),
  });
}

export function revisionsQuery(at: { readonly appId: string; readonly environmentId: string }) {
  return queryOptions({
    queryKey: ["revisions", at.appId, at.environmentId],
    queryFn: ({ signal }) => request(listRevisions, { query: { ...at, limit: 50 } }, signal),
  });
}

/** What changed from revision `from` to revision `to`. */
export function comparisonQuery(to: string, from: string) {
  return queryOptions({
    queryKey: ["revision-comparison", to, from],
    queryFn: ({ signal }) => request(compareRevisions, { params: { id: to }, query: { with: from } }, signal),
    staleTime: Infinity,
  });
}
