import type { Condition } from "#schema/protocol/runner/v1/snapshot";
import { isoOf } from "../clock.ts";

export interface HostTrouble {
  /** ISO 8601; null while the executor answers. */
  readonly unavailableSince: string | null;
  readonly message: string;
  readonly isDraining: boolean;
}

/** What holds for the whole host, beside its apps. */
export function hostConditions({ unavailableSince, message, isDraining }: HostTrouble): Condition[] {
  const since = unavailableSince ?? isoOf(0);
  const unavailable = { type: "ExecutorUnavailable", status: "true", reason: "executor-unavailable", since } as const;
  const draining = {
    type: "Draining",
    status: "true",
    reason: "host",
    message: "The host's administrator has drained it.",
    since,
  } as const;
  return [...(unavailableSince === null ? [] : [{ ...unavailable, message: message.slice(0, 2_048) }]), ...(isDraining ? [draining] : [])];
}
