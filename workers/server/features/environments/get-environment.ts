import type { getEnvironment as endpoint } from "#schema/contract/environments";
import { shownEnvironment } from "#server/features/environments/environment";
import { requireEnvironment } from "#server/features/environments/require-environment";
import type { Verb } from "#server/platform/call";

export const getEnvironment: Verb<typeof endpoint> = async (deps, { params, ctx }) =>
  shownEnvironment(await requireEnvironment(deps.db.forTenant(ctx.tenant), params.id));
