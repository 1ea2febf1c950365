import { queryOptions } from "@tanstack/react-query";
import { listClaimMappings, previewClaimMappings, tryClaimMappings } from "#schema/contract/claim-mappings";
import type { Input } from "#schema/contract/call";
import type { Answer } from "#schema/contract/endpoint";
import { request } from "#ui/lib/api.ts";

export type Rule = Answer<typeof listClaimMappings>["items"][number];
export type RuleDraft = Answer<typeof tryClaimMappings>["rules"][number]["rule"];
export type Source = Input<typeof tryClaimMappings>["body"]["from"];
export type Tried = Answer<typeof tryClaimMappings>;
export type Preview = Answer<typeof previewClaimMappings>;

export const rulesQuery = queryOptions({
  queryKey: ["claim-rules"],
  queryFn: ({ signal }) => request(listClaimMappings, {}, signal),
});

/** The rule without what the server adds. */
export function draftOf({ claim, match, value, action, target, priority, enabled }: Rule): RuleDraft {
  return { claim, match, value, action, target, priority, enabled };
}

/** What these rules make of the claims; nothing is stored. */
export function tryQuery(source: Source | undefined, rules: readonly RuleDraft[]) {
  return queryOptions({
    queryKey: ["claim-rules", "try", source, rules],
    queryFn: ({ signal }) =>
      request(tryClaimMappings, { body: { rules: [...rules], from: source ?? { kind: "claims", claims: {} } } }, signal),
    enabled: source !== undefined,
    retry: false,
    meta: { silent: true },
  });
}

/** Who of those that signed in lately would gain or lose what. */
export function previewQuery(rules: readonly RuleDraft[]) {
  return queryOptions({
    queryKey: ["claim-rules", "preview", rules],
    queryFn: ({ signal }) => request(previewClaimMappings, { body: { rules: [...rules] } }, signal),
    retry: false,
    meta: { silent: true },
  });
}
