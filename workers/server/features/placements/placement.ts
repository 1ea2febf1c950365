import type { DeploymentState } from "#schema/contract/deployments";
import type { PlacementState } from "#schema/contract/placements";
import type { Instance, ObservedApp } from "#schema/protocol/runner/v1/snapshot";
import type { NamedPlacement, PlacementRow } from "#server/features/placements/placements.store";
import type { RunnerState } from "#server/features/runners/index";
import { stateOfRunner } from "#server/features/runners/index";
import { isoOf } from "#server/platform/clock";

/** How a deployment can end. */
const ended: ReadonlySet<DeploymentState> = new Set(["succeeded", "blocked", "failed", "rolled-back", "degraded", "superseded"]);

export function hasEnded(state: DeploymentState): boolean {
  return ended.has(state);
}

export interface Situation {
  readonly wanted: Pick<PlacementRow, "runState" | "replicas" | "removal">;
  readonly seen: ObservedApp | null;
  readonly deployment: DeploymentState;
  readonly runner: RunnerState;
}

/** The short answer to "how is it", from what was seen only: what is wanted makes nothing green. */
export function stateOfPlacement({ wanted, seen, deployment, runner }: Situation): PlacementState {
  if (runner !== "connected" && runner !== "draining") return "unknown";
  if (wanted.removal !== null) return "removing";
  if (deployment === "waiting") return "waiting";
  if (!hasEnded(deployment)) return wanted.runState === "stopped" ? "stopping" : "deploying";
  const healthy = healthyInstances(seen).length;
  if (wanted.runState === "stopped") return (seen?.instances ?? []).some(isUp) ? "stopping" : "stopped";
  if (healthy === 0) return "failed";
  const troubled = seen?.conditions.some(({ type, status }) => type !== "Available" && status === "true") ?? false;
  return healthy < wanted.replicas || troubled || deployment !== "succeeded" ? "degraded" : "running";
}

export function healthyInstances(seen: ObservedApp | null): readonly Instance[] {
  return (seen?.instances ?? []).filter(({ state, health }) => state === "running" && (health === "healthy" || health === "none"));
}

function isUp({ state }: Instance): boolean {
  return state === "running" || state === "restarting" || state === "stopping";
}

/** As the contract shows a placement. */
export function shownPlacement(named: NamedPlacement, nowMs: number) {
  const { placement, environment, runner, revisionNumber, artifactVersion, deploymentState: deployment } = named;
  const { appId, environmentId, generation, revisionId, runState, replicas, deploymentId, changedBy, observed: seen } = placement;
  return {
    appId,
    environmentId,
    environment,
    runnerId: runner.id,
    runner: runner.name,
    state: stateOfPlacement({ wanted: placement, seen, deployment, runner: stateOfRunner(runner, nowMs) }),
    desired: {
      generation,
      revisionId,
      revisionNumber,
      artifactVersion,
      runState,
      replicas,
      deploymentId,
      changedAt: isoOf(placement.changedAt),
      changedBy,
    },
    observed: seen === null ? null : shownObservation(seen, placement.observedAt ?? 0),
  };
}

function shownObservation(seen: ObservedApp, at: number) {
  return {
    generation: seen.observedGeneration,
    activeRevisionId: seen.activeRevisionId,
    healthyInstances: healthyInstances(seen).length,
    instances: seen.instances,
    conditions: seen.conditions,
    url: seen.url,
    at: isoOf(at),
  };
}
