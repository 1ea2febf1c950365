import type { getArtifact as endpoint } from "#schema/contract/artifacts";
import { shownArtifact } from "#server/features/artifacts/artifact";
import { requireArtifact } from "#server/features/artifacts/require-artifact";
import type { Verb } from "#server/platform/call";

export const getArtifact: Verb<typeof endpoint> = async (deps, { params, ctx }) =>
  shownArtifact(await requireArtifact(deps.db.forTenant(ctx.tenant), params.id));
