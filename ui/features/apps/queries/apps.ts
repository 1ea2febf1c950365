import { queryOptions } from "@tanstack/react-query";
import { getApp, listApps } from "#schema/contract/apps";
import type { Answer } from "#schema/contract/endpoint";
import { listEnvironments } from "#schema/contract/environments";
import { request } from "#ui/lib/api.ts";

export type App = Answer<typeof getApp>;
export type Placement = App["placements"][number];

/** Something is on its way somewhere: the page looks more often. */
const moving: ReadonlySet<Placement["state"]> = new Set(["waiting", "deploying", "stopping", "removing"]);
const everyMs = (apps: readonly App[]) =>
  apps.some(({ placements }) => placements.some(({ state }) => moving.has(state))) ? 1_500 : 10_000;

export const appsQuery = queryOptions({
  queryKey: ["apps"],
  queryFn: ({ signal }) => request(listApps, { query: { limit: 500 } }, signal),
  refetchInterval: (query) => everyMs(query.state.data?.items ?? []),
});

export function appQuery(id: string) {
  return queryOptions({
    queryKey: ["apps", id],
    queryFn: ({ signal }) => request(getApp, { params: { id } }, signal),
    refetchInterval: (query) => everyMs(query.state.data === undefined ? [] : [query.state.data]),
  });
}

/** In promotion order. */
export const environmentsQuery = queryOptions({
  queryKey: ["managed-environments"],
  queryFn: ({ signal }) => request(listEnvironments, {}, signal),
  staleTime: 30_000,
});
