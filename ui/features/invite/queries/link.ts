import { queryOptions } from "@tanstack/react-query";
import { openLink } from "#schema/contract/invitations";
import { request } from "#ui/lib/api.ts";

/** What the link is for whose secret this is. */
export function linkQuery(secret: string) {
  return queryOptions({
    queryKey: ["link", secret],
    queryFn: ({ signal }) => request(openLink, { body: { secret } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
