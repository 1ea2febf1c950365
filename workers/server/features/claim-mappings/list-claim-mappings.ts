import type { listClaimMappings as endpoint } from "#schema/contract/claim-mappings";
import { shownRules } from "#server/features/claim-mappings/shown-rules";
import type { Verb } from "#server/platform/call";

export const listClaimMappings: Verb<typeof endpoint> = async (deps, { ctx }) => ({
  items: await shownRules(deps.db.forTenant(ctx.tenant)),
});
