import type { ObservedApp, Snapshot } from "#schema/protocol/runner/v1/snapshot";
import { setProgress } from "#server/features/deployments/deployments.store";
import type { PlacedApp } from "#server/features/deployments/wanted.store";
import { findPlaced, removePlacement, setObserved } from "#server/features/deployments/wanted.store";
import { raiseMachineEpoch } from "#server/features/epochs/index";
import { hasEnded } from "#server/features/placements/index";
import type { Queries } from "#server/platform/database";

export interface Sight {
  readonly runnerId: string;
  readonly snapshot: Snapshot;
  /** Up to where the runner knows what is wanted: what it does not know yet, it cannot have done. */
  readonly haveRev: number;
  readonly nowMs: number;
}

/** Replaces what was seen by what is seen now, and draws the conclusions. */
export async function applySnapshot(db: Queries, sight: Sight): Promise<void> {
  for (const one of await findPlaced(db, sight.runnerId)) await observe(db, one, sight);
}

async function observe(db: Queries, { placement, deployment }: PlacedApp, { snapshot, haveRev, nowMs }: Sight): Promise<void> {
  const observed =
    snapshot.apps.find(({ appId, environmentId }) => appId === placement.appId && environmentId === placement.environmentId) ?? null;
  const isKnown = haveRev >= placement.rev;
  const endedNow = { startedAt: deployment.startedAt ?? nowMs, endedAt: nowMs };
  if (placement.removal !== null && observed === null && isKnown) {
    await setProgress(db, deployment.id, { state: "succeeded", ...endedNow, failure: null });
    await removePlacement(db, placement, placement.generation);
    await raiseMachineEpoch(db);
    return;
  }
  await setObserved(db, placement, { observed, at: nowMs });
  if (isKnown && observed !== null && concludes(observed, placement.generation) && !hasEnded(deployment.state)) {
    await setProgress(db, deployment.id, { state: observed.phase, ...endedNow, failure: null });
  }
}

/** Whether the last event got lost: what is seen says that the deployment is over. */
function concludes({ observedGeneration, phase }: ObservedApp, generation: number): boolean {
  return observedGeneration >= generation && hasEnded(phase);
}
