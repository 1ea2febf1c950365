import type { RolloutEvent } from "#schema/protocol/runner/v1/rollout";
import { completeTo, progressAfter } from "#server/features/deployments/deployment";
import { findEvents, insertEvents, setProgress, supersede } from "#server/features/deployments/deployments.store";
import { findOwn } from "#server/features/deployments/wanted.store";
import type { Queries } from "#server/platform/database";

export interface Told {
  readonly runnerId: string;
  readonly events: readonly RolloutEvent[];
  readonly nowMs: number;
}

/** Up to where the events of a deployment are stored. */
export interface Acknowledged {
  readonly deploymentId: string;
  readonly seq: number;
}

/**
 * Stores what a runner tells of its deployments and moves their states. Telling it again changes nothing. Events of deployments that are not
 * its own, or are gone, are acknowledged and dropped: the runner could never do better.
 */
export async function applyEvents(db: Queries, { runnerId, events, nowMs }: Told): Promise<Acknowledged[]> {
  const groups = Map.groupBy(events, ({ deploymentId }) => deploymentId);
  if (groups.size === 0) return [];
  const own = new Map((await findOwn(db, runnerId, [...groups.keys()])).map((deployment) => [deployment.id, deployment]));
  const acknowledged: Acknowledged[] = [];
  for (const [deploymentId, group] of groups) {
    const deployment = own.get(deploymentId);
    if (deployment === undefined) {
      acknowledged.push({ deploymentId, seq: Math.max(...group.map(({ seq }) => seq)) });
      continue;
    }
    await insertEvents(
      db,
      group.map((event) => ({ deploymentId, seq: event.seq, at: Date.parse(event.at), event })),
    );
    const stored = (await findEvents(db, deploymentId)).map(({ event }) => event);
    await setProgress(db, deploymentId, progressAfter(stored));
    await supersede(db, deployment, { generation: deployment.generation, at: nowMs, onlyWaiting: false });
    acknowledged.push({ deploymentId, seq: completeTo(stored.map(({ seq }) => seq)) });
  }
  return acknowledged;
}
