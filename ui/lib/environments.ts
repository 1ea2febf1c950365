import { queryOptions } from "@tanstack/react-query";
import { listSeenEnvironments } from "#schema/contract/routes";
import { request } from "#ui/lib/api.ts";

export const environmentsQuery = queryOptions({
  queryKey: ["environments"],
  queryFn: ({ signal }) => request(listSeenEnvironments, {}, signal),
  staleTime: 30_000,
});
