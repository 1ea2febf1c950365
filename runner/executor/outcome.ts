/** The phases that an executor goes through, in the order of a blue/green rollout. `recreate` drains and stops before it creates. */
export const applyPhases = [
  "building",
  "creating",
  "starting",
  "probing",
  "switching",
  "draining",
  "stopping-old",
  "finalizing",
  "reverting",
] as const;
export type ApplyPhase = (typeof applyPhases)[number];

export interface ProbeResult {
  /** ISO 8601 */
  readonly at: string;
  /** HTTP status; null when nothing answered. */
  readonly status: number | null;
  readonly tookMs: number;
  readonly body: string;
}

/** What a person needs to see why an app does not run. */
export interface CrashEvidence {
  readonly exitCode: number | null;
  readonly oomKilled: boolean;
  /** Oldest first, at most 10. */
  readonly probes: readonly ProbeResult[];
  /** Oldest first, at most 200. */
  readonly logTail: readonly string[];
}

export type FailureReason =
  | "disk"
  | "build-error"
  | "base-missing"
  | "create-error"
  | "start-error"
  | "unhealthy"
  | "exited"
  | "oom-killed"
  | "crash-loop"
  | "route-not-effective"
  | "timeout";

export interface Failure {
  readonly reason: FailureReason;
  /** One sentence that names the likely cause and what to do. */
  readonly message: string;
  readonly evidence: CrashEvidence | null;
}

/** How `apply` ended. Nothing that can be expected to happen is thrown. */
export type Outcome =
  | { readonly kind: "running" }
  | { readonly kind: "stopped" }
  /** `before`: what ran before is untouched or runs again; none: nothing ran before; `lost`: it could not be brought back. */
  | { readonly kind: "failed"; readonly failure: Failure; readonly before: "runs" | "none" | "lost" }
  /** The signal was raised before the point of no return, and what had been begun was taken back. */
  | { readonly kind: "cancelled" };

/** A step of a driver that could not be done; becomes a `Failure`. */
export class StepFailure extends Error {
  readonly reason: FailureReason;

  constructor(reason: FailureReason, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "StepFailure";
    this.reason = reason;
  }
}

export type Warning = "drain-timeout" | "old-killed" | "route-not-effective";

/** How an executor tells what it does. */
export interface Progress {
  /**
   * Called before anything of the phase is done. Resolves once the phase is on disk and may be begun. When it rejects, the executor passes the
   * error on at once and undoes nothing: the process is about to end, or another one has taken over.
   */
  enter(phase: ApplyPhase, failure?: Failure): Promise<void>;
  step(message: string): void;
  /**
   * With `recreate`, nothing answers for a while. `begins` is told before anything leaves traffic, on each pass, of which the first counts; `ends`
   * once something that is healthy has taken traffic. Resolves when it is on disk.
   */
  gap(edge: "begins" | "ends"): Promise<void>;
  warn(warning: Warning, message: string): void;
}

/** Where an apply that was cut off had got to. */
export interface Resumption {
  readonly entered: readonly ApplyPhase[];
  /** Set when `reverting` had been entered. */
  readonly failure: Failure | null;
}
