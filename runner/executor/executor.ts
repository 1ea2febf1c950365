import type { CrashEvidence, Outcome, Progress, Resumption } from "./outcome.ts";
import type { Place, PlaceIds, Workload } from "./workload.ts";

export interface ObservedInstance {
  /** The executor's own id. */
  readonly id: string;
  /** The name its telemetry carries. */
  readonly name: string;
  readonly place: Place;
  readonly revisionId: string;
  /** That made it. */
  readonly deploymentId: string;
  readonly hash: string;
  readonly slot: number;
  readonly generation: number;
  readonly state: "creating" | "running" | "restarting" | "stopping" | "stopped" | "exited" | "unknown";
  readonly health: "healthy" | "unhealthy" | "starting" | "none";
  /** ISO 8601; null before the first start. */
  readonly startedAt: string | null;
  readonly restartCount: number;
  readonly exitCode: number | null;
  readonly oomKilled: boolean;
}

/** What an instance uses. */
export interface InstanceFigures {
  /** Since it was measured before, 100 being one CPU; null the first time. */
  readonly cpuPercent: number | null;
  /** Without what the kernel takes back when it needs it. */
  readonly memoryBytes: number | null;
}

export interface ExecutorState {
  readonly ok: boolean;
  readonly version: string;
  readonly apiVersion: string;
  readonly rootless: boolean;
  /** Folder of this machine in which images lie; empty when there is none. */
  readonly dataRoot: string;
  /** Why it is not ok, and what to do; empty when it is. */
  readonly message: string;
}

export interface LogEntry {
  /** ISO 8601 with up to nanoseconds; never decreases within one stream of one instance. */
  readonly time: string;
  readonly stream: "stdout" | "stderr";
  /** Without its line feed. */
  readonly line: string;
}

export interface ApplyRun {
  readonly progress: Progress;
  /** Raised when a newer generation is wanted. Heeded until the point of no return, ignored after it. */
  readonly signal: AbortSignal;
  /** Null for one that begins. */
  readonly resumption: Resumption | null;
  /** Brings back what is missing of a workload that is in effect: nothing is reverted when that fails. */
  readonly repair: boolean;
}

/**
 * A way to run workloads: Docker, Kubernetes, memory. It keeps nothing of its own: whatever it needs to know it reads from the objects it has
 * made, so that a new process goes on where one that was killed stopped. It touches only objects that carry this runner's mark.
 */
export interface Executor {
  readonly name: "docker" | "kubernetes" | "memory";

  /** Whether workloads can be run right now. Never rejects. */
  check(): Promise<ExecutorState>;

  /**
   * Brings the instances of a workload's place to what it says and resolves once that is so or has failed. Idempotent: applying what is in
   * effect changes nothing, and applying again after a crash at any point goes on from there. With `blue-green`, instances that
   * answered before keep answering until as many new ones do; with `recreate` they end before new ones begin. On failure what ran before runs
   * again, unless it is a repair. Rejects only when `progress.enter` does or the engine cannot be reached; both may be applied again.
   * At most one apply, stop or remove of a place is under way at a time; the caller sees to that.
   */
  apply(workload: Workload, run: ApplyRun): Promise<Outcome>;

  /**
   * The lines of one instance at or after `since` (ISO 8601, null for all), oldest first, then those to come; ends when the instance is gone or
   * stopped, or the signal is raised. Lines may be repeated; none is left out while the engine still has it.
   */
  logs(instanceId: string, since: string | null, signal: AbortSignal): AsyncIterable<LogEntry>;

  /** What an instance leaves behind for whoever asks why it does not run; also of one that runs. */
  evidence(instanceId: string): Promise<CrashEvidence>;

  /** Drains and stops every instance of a place and keeps it; resolves when none runs. No instance at all is fine. */
  stop(place: PlaceIds, grace: { readonly drainMs: number; readonly timeoutMs: number }): Promise<void>;

  /** Stops and deletes every instance of a place and what was made for it alone; `purge` also deletes its images. Gone already is fine. */
  remove(place: PlaceIds, options: { readonly purge: boolean }): Promise<void>;

  /** Every instance that this runner has made, in no order. Rejects when the engine cannot be reached: no answer is not an empty one. */
  observe(): Promise<readonly ObservedInstance[]>;

  /** What the running instances use, by their ids; one that ends meanwhile is left out. */
  measure(): Promise<ReadonlyMap<string, InstanceFigures>>;

  /**
   * The stacks of every thread of an instance that runs a JVM, as the JVM prints them; what the app prints at the same time may be among them.
   * The instance goes on. Rejects with what is in the way: no JVM, not running, no answer.
   */
  threadDump(instanceId: string, signal: AbortSignal): Promise<readonly string[]>;

  /** Calls back, perhaps too often, after an instance has changed. Resolves when the signal is raised; survives restarts of the engine. */
  watch(onChange: () => void, signal: AbortSignal): Promise<void>;

  /** Deletes images of a place made from JARs that `keep` (their digests) does not name. Never touches what it did not make. */
  collectGarbage(place: PlaceIds, keep: readonly string[]): Promise<void>;

  /** Where a workload answers from outside; null when nowhere. */
  urlOf(workload: Workload): string | null;
}
