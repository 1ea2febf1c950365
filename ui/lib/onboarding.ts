import { queryOptions } from "@tanstack/react-query";
import { getOnboarding } from "#schema/contract/onboarding";
import { request } from "#ui/lib/api.ts";

/** Where to send telemetry, and whether any has arrived. */
export const onboardingQuery = queryOptions({
  queryKey: ["onboarding"],
  queryFn: ({ signal }) => request(getOnboarding, {}, signal),
});
