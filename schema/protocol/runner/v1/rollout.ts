import { z } from "zod";
import { idPattern } from "#schema/ids";

/** The states of a rollout on its host, in the order in which a good one goes through them; then how one can end. */
export const rolloutPhases = [
  "pending",
  "fetching",
  "building",
  "creating",
  "starting",
  "probing",
  "switching",
  "draining",
  "stopping-old",
  "finalizing",
  "reverting",
  "succeeded",
  "blocked",
  "failed",
  "rolled-back",
  "degraded",
  "superseded",
] as const;
export type RolloutPhase = (typeof rolloutPhases)[number];

/** Why a rollout ended badly, or what went on with a warning. An unknown one is kept as it is. */
export const rolloutReasons = [
  "policy",
  "signature",
  "disk",
  "unsupported",
  "artifact-unavailable",
  "checksum-mismatch",
  "build-error",
  "base-missing",
  "create-error",
  "start-error",
  "unhealthy",
  "exited",
  "oom-killed",
  "crash-loop",
  "route-not-effective",
  "drain-timeout",
  "old-killed",
  "old-not-restored",
  "timeout",
] as const;

/** What a person needs to see why an app did not start. */
export const evidence = z.object({
  exitCode: z.number().int().nullable().default(null),
  oomKilled: z.boolean().default(false),
  /** The last probes, oldest first; `status` is the HTTP status or null when nothing answered. */
  probes: z
    .array(z.object({ at: z.iso.datetime(), status: z.number().int().nullable(), tookMs: z.number(), body: z.string().max(256) }))
    .max(10)
    .default([]),
  /** The last lines of the container's log, oldest first. */
  logTail: z.array(z.string().max(4_096)).max(200).default([]),
});
export type Evidence = z.infer<typeof evidence>;

/** One thing that happened in a rollout. `seq` counts from 1 per deployment, so that a repetition is known as one. */
export const rolloutEvent = z.object({
  deploymentId: z.string().regex(idPattern("deployment")),
  generation: z.number().int().min(1),
  seq: z.number().int().min(1),
  at: z.iso.datetime(),
  /** The phase that this event enters or belongs to. */
  phase: z.enum(rolloutPhases),
  /** What within the phase: `pull base image`; empty for the phase itself. */
  step: z.string().max(128).default(""),
  outcome: z.enum(["started", "progress", "done", "warning", "failed"]),
  reason: z.string().max(64).default(""),
  /** One sentence that names the likely cause and what to do. */
  message: z.string().max(2_048).default(""),
  /** Null until the phase is over. */
  durationMs: z.number().min(0).nullable().default(null),
  evidence: evidence.nullable().default(null),
  /** How long nothing answered, at most: told once something answers again. Null when something did all along. */
  gapMs: z.number().min(0).nullable().default(null),
});
export type RolloutEvent = z.infer<typeof rolloutEvent>;
