import type { RunnerClock } from "../../clock.ts";
import type { DrivenInstance } from "../instance-driver.ts";
import type { LogEntry } from "../executor.ts";
import type { Runnable, Workload } from "../workload.ts";

/** How an app behaves once it is started. Times count from its start. */
export interface Behavior {
  /** Null: never. */
  readonly healthyAfterMs: number | null;
  readonly exit?: { readonly afterMs: number; readonly code: number; readonly oomKilled?: boolean };
  /** It takes no notice of being asked to end. */
  readonly ignoresStop?: boolean;
  readonly lines?: readonly string[];
  /** How long, after it has left traffic, requests are still under way. */
  readonly busyMs?: number;
}

export interface MemoryInstance {
  readonly id: string;
  readonly workload: Workload;
  readonly slot: number;
  startedAtMs: number | null;
  stoppedAtMs: number | null;
  cordonedAtMs: number | null;
  confirmed: boolean;
  restartCount: number;
  readonly log: LogEntry[];
}

/** Told before and after each step of the driver; whatever it throws the step throws, and while it does not resolve the step hangs. */
export type Interference = (step: string, when: "before" | "after") => Promise<void> | void;

/** The host under a memory executor. It outlives executors, as a Docker engine outlives the processes of a runner. */
export interface MemoryHost {
  readonly clock: RunnerClock;
  readonly instances: Map<string, MemoryInstance>;
  readonly images: Set<string>;
  readonly listeners: Set<() => void>;
  interference: Interference;
  reachable: boolean;
  /** Tells how apps of this digest or image behave; others are healthy after 100 ms. */
  behave(runnable: string, behavior: Behavior): void;
  behaviorOf(workload: Workload): Behavior;
}

export function memoryHost(clock: RunnerClock): MemoryHost {
  const behaviors = new Map<string, Behavior>();
  return {
    clock,
    instances: new Map(),
    images: new Set(),
    listeners: new Set(),
    interference: () => undefined,
    reachable: true,
    behave: (runnable, behavior) => void behaviors.set(runnable, behavior),
    behaviorOf: ({ runnable }) => behaviors.get(nameOf(runnable)) ?? { healthyAfterMs: 100 },
  };
}

export function nameOf(runnable: Runnable): string {
  return runnable.kind === "jar" ? runnable.jar.sha256 : runnable.image;
}

export function drivenInstance(host: MemoryHost, instance: MemoryInstance): DrivenInstance {
  const { workload } = instance;
  const exit = exitOf(host, instance);
  return {
    id: instance.id,
    name: instance.id,
    place: workload.place,
    revisionId: workload.revisionId,
    deploymentId: workload.deploymentId,
    hash: workload.hash,
    slot: instance.slot,
    generation: workload.generation,
    state: stateOf(instance, exit !== undefined),
    health: healthOf(host, instance),
    startedAt: instance.startedAtMs === null ? null : new Date(instance.startedAtMs).toISOString(),
    restartCount: instance.restartCount,
    exitCode: exit?.code ?? (instance.stoppedAtMs === null ? null : 0),
    oomKilled: exit?.oomKilled ?? false,
    cordoned: instance.cordonedAtMs !== null,
    confirmed: instance.confirmed,
    httpPort: instance.workload.httpPort,
  };
}

function stateOf({ startedAtMs, stoppedAtMs }: MemoryInstance, hasExited: boolean): DrivenInstance["state"] {
  if (startedAtMs === null) return "creating";
  if (stoppedAtMs !== null) return "stopped";
  return hasExited ? "exited" : "running";
}

function exitOf(host: MemoryHost, { workload, startedAtMs, stoppedAtMs }: MemoryInstance): Behavior["exit"] {
  const { exit } = host.behaviorOf(workload);
  if (exit === undefined || startedAtMs === null || stoppedAtMs !== null) return undefined;
  return host.clock.nowMs() - startedAtMs >= exit.afterMs ? exit : undefined;
}

function healthOf(host: MemoryHost, instance: MemoryInstance): DrivenInstance["health"] {
  const { healthyAfterMs } = host.behaviorOf(instance.workload);
  if (instance.startedAtMs === null || instance.stoppedAtMs !== null) return "none";
  const isReady = healthyAfterMs !== null && host.clock.nowMs() - instance.startedAtMs >= healthyAfterMs;
  if (!isReady) return "starting";
  return instance.cordonedAtMs !== null || exitOf(host, instance) !== undefined ? "unhealthy" : "healthy";
}
