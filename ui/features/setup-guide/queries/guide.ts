import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import type { Input } from "#schema/contract/call";
import { getSetupGuide, updateSetupGuide } from "#schema/contract/setup-guide";
import { request } from "#ui/lib/api.ts";

export type Guide = Answer<typeof getSetupGuide>;
export type GuideStep = Guide["steps"][number];

export const guideQuery = queryOptions({
  queryKey: ["setup-guide"],
  queryFn: ({ signal }) => request(getSetupGuide, {}, signal),
  staleTime: 60_000,
  retry: false,
  meta: { silent: true },
});

export function useGuideChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Input<typeof updateSetupGuide>["body"]) => request(updateSetupGuide, { body }),
    onSuccess: (guide) => client.setQueryData(guideQuery.queryKey, guide),
  });
}
