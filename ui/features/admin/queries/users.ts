import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { listUsers } from "#schema/contract/users";
import { request } from "#ui/lib/api.ts";

export type User = Answer<typeof listUsers>["items"][number];

export const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: ({ signal }) => request(listUsers, {}, signal),
});
