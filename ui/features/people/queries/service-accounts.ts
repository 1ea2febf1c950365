import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { listServiceAccounts } from "#schema/contract/service-accounts";
import { request } from "#ui/lib/api.ts";

export type ServiceAccount = Answer<typeof listServiceAccounts>["items"][number];
export type ApiKey = ServiceAccount["keys"][number];

export const serviceAccountsQuery = queryOptions({
  queryKey: ["people", "service-accounts"],
  queryFn: ({ signal }) => request(listServiceAccounts, {}, signal),
});
