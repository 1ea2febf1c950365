import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { getGroup, listGroups } from "#schema/contract/groups";
import { request } from "#ui/lib/api.ts";

export type Group = Answer<typeof listGroups>["items"][number];
export type GroupDetail = Answer<typeof getGroup>;
export type Member = GroupDetail["users"][number];

export const groupsQuery = queryOptions({
  queryKey: ["people", "groups"],
  queryFn: ({ signal }) => request(listGroups, {}, signal),
});

export function groupQuery(id: string) {
  return queryOptions({
    queryKey: ["people", "groups", id],
    queryFn: ({ signal }) => request(getGroup, { params: { id } }, signal),
  });
}
