import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { listRoles } from "#schema/contract/groups";
import { request } from "#ui/lib/api.ts";

export type Roles = Answer<typeof listRoles>;
export type Role = Roles["items"][number];
export type CatalogueEntry = Roles["catalogue"][number];

export const rolesQuery = queryOptions({
  queryKey: ["people", "roles"],
  queryFn: ({ signal }) => request(listRoles, {}, signal),
});
