import type { RolloutEvent } from "#schema/protocol/runner/v1/rollout";
import type { Place } from "#server/features/apps/index";
import { completeTo, progressAfter } from "#server/features/deployments/deployment";
import { findEvents, insertEvents, setProgress, supersede } from "#server/features/deployments/deployments.store";
import { findOwn, wantAgain } from "#server/features/deployments/wanted.store";
import type { Queries } from "#server/platform/database";

export interface Told {
  readonly runnerId: string;
  readonly events: readonly RolloutEvent[];
  readonly nowMs: number;
}

/** Up to where the events of a deployment are stored, and which places have moved. */
export interface Applied {
  readonly acknowledged: { readonly deploymentId: string; readonly seq: number }[];
  readonly moved: Place[];
}

/**
 * Stores what a runner tells of its deployments and moves their states. Telling it again changes nothing. Events of deployments that are not
 * its own, or are gone, are acknowledged and dropped: the runner could never do better.
 */
export async function applyEvents(db: Queries, { runnerId, events, nowMs }: Told): Promise<Applied> {
  const groups = Map.groupBy(events, ({ deploymentId }) => deploymentId);
  const applied: Applied = { acknowledged: [], moved: [] };
  if (groups.size === 0) return applied;
  const own = new Map((await findOwn(db, runnerId, [...groups.keys()])).map((deployment) => [deployment.id, deployment]));
  for (const [deploymentId, group] of groups) {
    const deployment = own.get(deploymentId);
    if (deployment === undefined) {
      applied.acknowledged.push({ deploymentId, seq: Math.max(...group.map(({ seq }) => seq)) });
      continue;
    }
    await insertEvents(
      db,
      group.map((event) => ({ deploymentId, seq: event.seq, at: Date.parse(event.at), event })),
    );
    const stored = (await findEvents(db, deploymentId)).map(({ event }) => event);
    const progress = progressAfter(stored);
    await setProgress(db, deploymentId, progress);
    if (progress.state === "rolled-back") await wantFormer(db, deployment);
    await supersede(db, deployment, { generation: deployment.generation, at: nowMs, onlyWaiting: false });
    applied.moved.push(deployment);
    applied.acknowledged.push({ deploymentId, seq: completeTo(stored.map(({ seq }) => seq)) });
  }
  return applied;
}

/** What the runner went back to by itself is what a restart, the next comparison and the next way back begin with. */
async function wantFormer(db: Queries, deployment: Awaited<ReturnType<typeof findOwn>>[number]): Promise<void> {
  const { previousRevisionId: revisionId, generation } = deployment;
  if (revisionId !== null) await wantAgain(db, deployment, { revisionId, generation });
}
