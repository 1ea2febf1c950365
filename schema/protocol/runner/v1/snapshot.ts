import { z } from "zod";
import { idPattern } from "#schema/ids";
import { rolloutPhases } from "#schema/protocol/runner/v1/rollout";

const instant = z.iso.datetime();

/** One container, as the host sees it. */
export const instance = z.object({
  /** The executor's own id of it. */
  id: z.string().min(1).max(128),
  /** Name the telemetry of this instance carries. */
  name: z.string().min(1).max(256),
  slot: z.number().int().min(0),
  generation: z.number().int().min(1),
  state: z.enum(["creating", "running", "restarting", "stopping", "stopped", "exited", "unknown"]),
  health: z.enum(["healthy", "unhealthy", "starting", "none"]),
  startedAt: instant.nullable(),
  restartCount: z.number().int().min(0),
  exitCode: z.number().int().nullable(),
  oomKilled: z.boolean(),
  /** 100 is one CPU; null when not measured. */
  cpuPercent: z.number().nullable(),
  memoryBytes: z.number().nullable(),
});
export type Instance = z.infer<typeof instance>;

export const condition = z.object({
  /** `Available`, `CrashLooping`, `RolledBack`, `Unsupported`, `ExecutorUnavailable`, `PolicyDenied`, … */
  type: z.string().min(1).max(64),
  status: z.enum(["true", "false", "unknown"]),
  reason: z.string().max(64).default(""),
  message: z.string().max(2_048).default(""),
  since: instant,
});
export type Condition = z.infer<typeof condition>;

export const observedApp = z.object({
  environmentId: z.string().regex(idPattern("environment")),
  appId: z.string().regex(idPattern("app")),
  /** Highest generation whose rollout has ended, well or not. */
  observedGeneration: z.number().int().min(0),
  /** The revision that takes traffic; null when none runs. */
  activeRevisionId: z.string().regex(idPattern("revision")).nullable(),
  /** Of the rollout under way, or of the last one. */
  phase: z.enum(rolloutPhases),
  conditions: z.array(condition).max(32).default([]),
  instances: z.array(instance).max(200).default([]),
  /** Where it answers from outside, when it is exposed. */
  url: z.string().max(2_048).nullable().default(null),
});
export type ObservedApp = z.infer<typeof observedApp>;

/** Everything the runner has in its care. Apps that are not in it are not on the host. */
export const snapshot = z.object({ apps: z.array(observedApp).max(1_000), conditions: z.array(condition).max(32).default([]) });
export type Snapshot = z.infer<typeof snapshot>;

export const hostHealth = z.object({
  load1: z.number().min(0),
  /** Of all CPUs together, since the last sync; null when not measured. */
  cpuPercent: z.number().min(0).max(100).nullable().default(null),
  memoryFreeBytes: z.number().min(0),
  diskFreeBytes: z.number().min(0),
  /** Size of the disk; null when not known. */
  diskBytes: z.number().min(0).nullable().default(null),
  executorOk: z.boolean(),
  /** The host's clock minus the server's. */
  clockSkewMs: z.number(),
});
export type HostHealth = z.infer<typeof hostHealth>;
