import type { streamContainerLogs as endpoint } from "#schema/contract/container-logs";
import { Problem } from "#schema/problems";
import { requirePlace } from "#server/features/apps/index";
import { findPlacements } from "#server/features/placements/index";
import { lineQueryOf } from "#server/hubs/line-filter";
import type { Verb } from "#server/platform/call";

export const streamContainerLogs: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const { appId, environmentId, deploymentId, instance: instances, kind: kinds } = query;
  await requirePlace(db, { id: appId, environmentId });
  const [placed] = await findPlacements(db, { appIds: [appId], environmentId });
  if (placed === undefined)
    throw new Problem("not-found", { detail: "The app is not deployed in this environment: there is nothing to watch." });
  const filter = lineQueryOf({ appId, environmentId, deploymentId, instances, kinds });
  return deps.runnerHubs.of(placed.runner.id).fetch(new Request(`http://runner-hub/tail?${filter}`));
};
