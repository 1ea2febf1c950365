import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { getRouteStatistics } from "#schema/contract/routes";
import { request } from "#ui/lib/api.ts";

export type RouteStatistics = Answer<typeof getRouteStatistics>;
export type Bucket = RouteStatistics["series"][number];

interface Scope {
  readonly app: string;
  readonly route: string;
  readonly environment: string;
  readonly from: string;
  readonly to: string;
}

const buckets = 72;

export function routeStatisticsQuery({ app, route, environment, from, to }: Scope) {
  return queryOptions({
    queryKey: ["route-statistics", app, route, environment, from, to],
    queryFn: ({ signal }) =>
      request(
        getRouteStatistics,
        { params: { app, route }, query: { from, to, buckets, ...(environment !== "" && { environment }) } },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}
