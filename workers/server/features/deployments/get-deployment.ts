import type { getDeployment as endpoint } from "#schema/contract/deployments";
import { longestGapMs } from "#server/features/deployments/deployment";
import { findEvents } from "#server/features/deployments/deployments.store";
import { requireDeployment, requireRevision } from "#server/features/deployments/require-deployment";
import { shownDeployment, shownRevision } from "#server/features/deployments/shown";
import type { Verb } from "#server/platform/call";

export const getDeployment: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const found = await requireDeployment(db, params.id);
  const { revisionId, previousRevisionId } = found.deployment;
  const events = (await findEvents(db, params.id)).map(({ event }) => event);
  return {
    ...shownDeployment(found),
    events,
    gapMs: longestGapMs(events),
    revision: shownRevision(await requireRevision(db, revisionId)),
    previous: previousRevisionId === null ? null : shownRevision(await requireRevision(db, previousRevisionId)),
  };
};
