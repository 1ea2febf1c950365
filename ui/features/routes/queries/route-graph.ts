import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { getRouteGraph } from "#schema/contract/routes";
import { Problem } from "#schema/problems";
import { request } from "#ui/lib/api.ts";

export type RouteGraph = Answer<typeof getRouteGraph>;

interface Scope {
  readonly app: string;
  readonly route: string;
  readonly environment: string;
}

/** Null when nobody has told the route's structure: apps that send plain OpenTelemetry do not. */
export function routeGraphQuery({ app, route, environment }: Scope) {
  return queryOptions({
    queryKey: ["route-graph", app, route, environment],
    queryFn: async ({ signal }): Promise<RouteGraph | null> => {
      try {
        return await request(getRouteGraph, { params: { app, route }, query: environment === "" ? {} : { environment } }, signal);
      } catch (error) {
        if (error instanceof Problem && error.code === "not-found") return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });
}
