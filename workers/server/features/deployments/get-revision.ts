import type { getRevision as endpoint } from "#schema/contract/revisions";
import { requireRevision } from "#server/features/deployments/require-deployment";
import { shownRevision } from "#server/features/deployments/shown";
import type { Verb } from "#server/platform/call";

export const getRevision: Verb<typeof endpoint> = async (deps, { params, ctx }) =>
  shownRevision(await requireRevision(deps.db.forTenant(ctx.tenant), params.id));
