import type { DeploymentState } from "#schema/contract/deployments";
import type { RolloutEvent } from "#schema/protocol/runner/v1/rollout";
import { hasEnded } from "#server/features/placements/index";

/** How far a deployment is, as its runner has told. Times are milliseconds since the epoch. */
export interface Progress {
  readonly state: DeploymentState;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** The first thing that went wrong: what came after was its consequence. */
  readonly failure: { readonly reason: string; readonly message: string } | null;
}

export const untouched: Progress = { state: "waiting", startedAt: null, endedAt: null, failure: null };

/** What an event makes of it. What has ended stays as it ended. */
export function next(progress: Progress, event: Pick<RolloutEvent, "phase" | "outcome" | "reason" | "message" | "at">): Progress {
  if (hasEnded(progress.state)) return progress;
  const at = Date.parse(event.at);
  const failed = event.outcome === "failed" ? { reason: event.reason, message: event.message } : null;
  return {
    state: event.phase,
    startedAt: progress.startedAt ?? at,
    endedAt: hasEnded(event.phase) ? at : null,
    failure: event.phase === "succeeded" ? null : (progress.failure ?? failed ?? explained(event)),
  };
}

/** An ending that is none of the good ones may say why itself. */
function explained({ phase, reason, message }: Pick<RolloutEvent, "phase" | "reason" | "message">): Progress["failure"] {
  if (!hasEnded(phase) || phase === "superseded" || (reason === "" && message === "")) return null;
  return { reason, message };
}

/** The progress after all events, in their order. */
export function progressAfter(events: readonly RolloutEvent[]): Progress {
  return events.toSorted((a, b) => a.seq - b.seq).reduce(next, untouched);
}

/** Up to which number all are there, from 1. */
export function completeTo(numbers: readonly number[]): number {
  const there = new Set(numbers);
  let last = 0;
  while (there.has(last + 1)) last++;
  return last;
}

/** How long nothing answered; null when something did all along, or when that is still so. */
export function longestGapMs(events: readonly Pick<RolloutEvent, "gapMs">[]): number | null {
  const gaps = events.flatMap(({ gapMs }) => gapMs ?? []);
  return gaps.length === 0 ? null : Math.max(...gaps);
}
