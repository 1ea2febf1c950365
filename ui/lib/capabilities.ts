import { queryOptions } from "@tanstack/react-query";
import { getCapabilities } from "#schema/contract/auth";
import { request } from "#ui/lib/api.ts";

/** Which ways to sign in there are. */
export const capabilitiesQuery = queryOptions({
  queryKey: ["capabilities"],
  queryFn: ({ signal }) => request(getCapabilities, {}, signal),
});
