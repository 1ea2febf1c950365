import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { listRoutes } from "#schema/contract/routes";
import { request } from "#ui/lib/api.ts";

export type RouteRow = Answer<typeof listRoutes>["items"][number];

interface RoutesScope {
  readonly from: string;
  readonly to: string;
  /** Empty means all. */
  readonly environment: string;
}

export function routesQuery({ from, to, environment }: RoutesScope) {
  return queryOptions({
    queryKey: ["routes", from, to, environment],
    queryFn: ({ signal }) => request(listRoutes, { query: { from, to, ...(environment !== "" && { environment }) } }, signal),
    placeholderData: keepPreviousData,
  });
}
