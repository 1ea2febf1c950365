import { z } from "zod";
import { appId, deploymentId, environmentId, instant, revisionId, runnerId } from "#schema/contract/fields";
import { condition, instance } from "#schema/protocol/runner/v1/snapshot";

/**
 * The short answer to "how is it": `waiting` for its runner, `deploying`, `running`, `degraded` (runs, and something is wrong), `failed`
 * (nothing runs that should), `stopping`, `stopped`, `removing`; `unknown` when its runner has fallen silent.
 */
export const placementStates = [
  "waiting",
  "deploying",
  "running",
  "degraded",
  "failed",
  "stopping",
  "stopped",
  "removing",
  "unknown",
] as const;
export type PlacementState = (typeof placementStates)[number];

/** An app in an environment: what is wanted there, and what its runner says about it. The two are never mixed. */
export const placement = z.object({
  appId,
  environmentId,
  environment: z.string(),
  runnerId,
  runner: z.string(),
  state: z.enum(placementStates),
  desired: z.object({
    generation: z.number().int(),
    revisionId,
    revisionNumber: z.number().int(),
    artifactVersion: z.string(),
    runState: z.enum(["running", "stopped"]),
    replicas: z.number().int(),
    deploymentId,
    changedAt: instant,
    changedBy: z.string(),
  }),
  /** Null until the runner has reported. */
  observed: z
    .object({
      generation: z.number().int(),
      activeRevisionId: revisionId.nullable(),
      healthyInstances: z.number().int(),
      instances: z.array(instance),
      conditions: z.array(condition),
      url: z.string().nullable(),
      at: instant,
    })
    .nullable(),
});
