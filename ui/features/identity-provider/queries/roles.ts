import { queryOptions } from "@tanstack/react-query";
import { listRoles } from "#schema/contract/groups";
import { request } from "#ui/lib/api.ts";

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => request(listRoles, {}, signal),
  staleTime: 60_000,
});
