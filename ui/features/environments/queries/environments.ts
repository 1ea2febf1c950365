import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { listEnvironments } from "#schema/contract/environments";
import { request } from "#ui/lib/api.ts";

export type Environment = Answer<typeof listEnvironments>["items"][number];

/** In promotion order. */
export const managedEnvironmentsQuery = queryOptions({
  queryKey: ["managed-environments"],
  queryFn: ({ signal }) => request(listEnvironments, {}, signal),
});
