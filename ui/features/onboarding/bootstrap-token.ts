import { queryOptions } from "@tanstack/react-query";
import { getBootstrapToken } from "#schema/contract/onboarding";
import { request } from "#ui/lib/api.ts";

export const bootstrapTokenQuery = queryOptions({
  queryKey: ["bootstrap-token"],
  queryFn: ({ signal }) => request(getBootstrapToken, {}, signal),
});
