import type { ExecutorState, InstanceFigures, LogEntry, ObservedInstance } from "./executor.ts";
import type { CrashEvidence } from "./outcome.ts";
import type { PlaceIds, Workload } from "./workload.ts";

export interface DrivenInstance extends ObservedInstance {
  /** Taken out of traffic on purpose. */
  readonly cordoned: boolean;
  /** It has passed its gate once: `keepAlive` was called. */
  readonly confirmed: boolean;
  /** Null when it has none, undefined when it does not say. */
  readonly httpPort: number | null | undefined;
}

/** The image of a workload, ready to be run. */
export type ImageName = string;

/**
 * The single steps with which an engine of instances (Docker, memory) is driven; `replace` puts them in order. Every step is idempotent:
 * done already is fine, and so is gone already where that is the aim. A step that fails for a reason worth telling throws `StepFailure`.
 */
export interface InstanceDriver {
  check(): Promise<ExecutorState>;
  /** Every instance, or those of one place, or of them those that were made from one workload. */
  list(of: PlaceIds | "all", hash?: string): Promise<readonly DrivenInstance[]>;
  /** Makes the image or finds it. */
  build(workload: Workload, step: (message: string) => void): Promise<ImageName>;
  /** Makes an instance, not started, with the name of its generation and slot. One of that name with another hash makes way. */
  create(workload: Workload, slot: number, image: ImageName): Promise<void>;
  start(id: string): Promise<void>;
  /** From now on the engine itself starts it again after a crash or a reboot. */
  keepAlive(id: string): Promise<void>;
  /** Takes it out of traffic; resolves when no new requests reach it, rejects with `StepFailure` when that could not be seen to in time. */
  cordon(id: string): Promise<void>;
  uncordon(id: string): Promise<void>;
  /** Connections that others have open to the app's HTTP port: none means that no request is under way. Null when it cannot be known. */
  openConnections(instance: Pick<DrivenInstance, "id" | "httpPort">): Promise<number | null>;
  /** Asks it to end; resolves to false when it had to be killed after the time-out. */
  stop(id: string, timeoutMs: number): Promise<boolean>;
  remove(id: string): Promise<void>;
  evidence(id: string): Promise<CrashEvidence>;
  logs(id: string, since: string | null, signal: AbortSignal): AsyncIterable<LogEntry>;
  measure(): Promise<ReadonlyMap<string, InstanceFigures>>;
  threadDump(id: string, signal: AbortSignal): Promise<readonly string[]>;
  watch(onChange: () => void, signal: AbortSignal): Promise<void>;
  /** After an instance got healthy, or its cordon was seen, until all traffic follows. */
  readonly settleMs: number;
  /** Deletes networks and the like that were made for a place alone. */
  removePlace(place: PlaceIds, options: { readonly purge: boolean }): Promise<void>;
  collectGarbage(place: PlaceIds, keep: readonly string[]): Promise<void>;
  urlOf(workload: Workload): string | null;
}
