import type { streamDeploymentChanges as endpoint } from "#schema/contract/deployments";
import { Problem } from "#schema/problems";
import { requirePlace } from "#server/features/apps/index";
import { findPlacement } from "#server/features/deployments/deployments.store";
import type { Verb } from "#server/platform/call";

export const streamDeploymentChanges: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const { appId, environmentId } = query;
  const [placement] = await findPlacement(db, await requirePlace(db, { id: appId, environmentId }));
  if (placement === undefined) {
    throw new Problem("not-found", { detail: "The app is not deployed in this environment: there is nothing to watch." });
  }
  const watched = new URLSearchParams({ appId, environmentId });
  return deps.runnerHubs.of(placement.runnerId).fetch(new Request(`http://runner-hub/changes?${watched}`));
};
