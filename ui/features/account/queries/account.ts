import { queryOptions } from "@tanstack/react-query";
import { getAccount, listOwnSessions } from "#schema/contract/account";
import type { Answer } from "#schema/contract/endpoint";
import { request } from "#ui/lib/api.ts";

export type Account = Answer<typeof getAccount>;
export type SignIn = Answer<typeof listOwnSessions>["items"][number];

export const accountQuery = queryOptions({
  queryKey: ["account"],
  queryFn: ({ signal }) => request(getAccount, {}, signal),
});

export const ownSessionsQuery = queryOptions({
  queryKey: ["account", "sessions"],
  queryFn: ({ signal }) => request(listOwnSessions, {}, signal),
});
