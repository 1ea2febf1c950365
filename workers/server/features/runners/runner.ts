import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import type { Condition } from "#schema/protocol/runner/v1/snapshot";
import type { EnrollmentRow } from "#server/features/runners/enrollments.store";
import type { CountedRunner, RunnerRow } from "#server/features/runners/runners.store";
import { isoOf } from "#server/platform/clock";

export type RunnerState = "connected" | "draining" | "unknown" | "leaving" | "revoked";
type Standing = Pick<RunnerRow, "revokedAt" | "leftAt" | "lastSeenAt" | "draining">;

/** Silence is never taken for health. */
export function stateOfRunner({ revokedAt, leftAt, lastSeenAt, draining }: Standing, nowMs: number): RunnerState {
  if (revokedAt !== null) return "revoked";
  if (leftAt !== null) return "leaving";
  if (lastSeenAt === null || nowMs - lastSeenAt > runnerTiming.unknownAfterMs) return "unknown";
  return draining ? "draining" : "connected";
}

export function isCapable({ executor, revokedAt }: Pick<RunnerRow, "executor" | "revokedAt">): boolean {
  return executor.kind !== "none" && revokedAt === null;
}

export interface Liveness {
  readonly nowMs: number;
  readonly link: "websocket" | "poll" | "none";
}

/** As the contract shows a runner. */
export function shownRunner({ runner, apps }: CountedRunner, { nowMs, link }: Liveness) {
  return {
    id: runner.id,
    name: runner.name,
    state: stateOfRunner(runner, nowMs),
    capable: isCapable(runner),
    link,
    environmentIds: [...runner.environmentIds],
    host: runner.host,
    executor: runner.executor,
    version: runner.version,
    capabilities: [...runner.capabilities],
    health: runner.health,
    conditions: [...runner.conditions, ...contestOf(runner)],
    apps,
    epoch: runner.epoch,
    enrolledBy: runner.enrolledBy,
    enrolledAt: isoOf(runner.enrolledAt),
    lastSeenAt: runner.lastSeenAt === null ? null : isoOf(runner.lastSeenAt),
    keysRotatedAt: isoOf(runner.keysRotatedAt),
  };
}

/** What people are told when two processes hold one identity. */
function contestOf({ contested, sessionAt, host }: RunnerRow): Condition[] {
  if (!contested || sessionAt === null) return [];
  const message =
    `Two processes use this runner's identity. The one on ${host.name} began last and is obeyed, the other does nothing more: ` +
    "a state folder was copied, or a machine cloned. Stop one of the two and register it anew.";
  return [{ type: "Contested", status: "true", reason: "stale-epoch", message, since: isoOf(sessionAt) }];
}

/** As the contract shows an enrollment. */
export function shownEnrollment(row: EnrollmentRow, nowMs: number) {
  const { id, name, environmentIds, runnerId, createdBy, usedAt, createdAt, expiresAt } = row;
  const state = usedAt !== null ? ("used" as const) : nowMs >= expiresAt ? ("expired" as const) : ("waiting" as const);
  const times = { createdAt: isoOf(createdAt), expiresAt: isoOf(expiresAt) };
  return { id, name, environmentIds: [...environmentIds], state, runnerId, createdBy, ...times };
}

/** Whether a version is as new as another, by its three numbers. */
export function isAtLeast(version: string, oldest: string): boolean {
  const numbers = (text: string): readonly number[] => text.split(/[.+-]/).slice(0, 3).map(Number);
  const [own, other] = [numbers(version), numbers(oldest)];
  const different = own.findIndex((number, index) => number !== other[index]);
  return different === -1 || (own[different] ?? 0) > (other[different] ?? 0);
}
