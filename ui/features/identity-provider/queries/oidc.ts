import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import type { discoverProvider } from "#schema/contract/oidc";
import { getOidc } from "#schema/contract/oidc";
import { request } from "#ui/lib/api.ts";

export type Oidc = Answer<typeof getOidc>;
export type Provider = NonNullable<Oidc["provider"]>;
export type Trial = NonNullable<Oidc["trial"]>;
export type Discovery = Answer<typeof discoverProvider>;

/** A trial happens in another tab: what came of it is asked for when this one is looked at again. */
export const oidcQuery = queryOptions({
  queryKey: ["oidc"],
  queryFn: ({ signal }) => request(getOidc, {}, signal),
  refetchOnWindowFocus: "always",
});
