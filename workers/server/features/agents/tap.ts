import { z } from "zod";
import type { Returned } from "#schema/contract/endpoint";
import type { startTap } from "#schema/contract/taps";
import type { CommandRow } from "#server/features/agents/commands.store";
import { isoOf } from "#server/platform/clock";

export type Tap = Returned<typeof startTap>;

export const longestLeaseMs = 3_600_000;

/** How long a command to start or end a tap may wait for the agent. */
export const tapExpiresInSeconds = 60;

/** What a command says about a tap; older ones may say less. */
const tapArgs = z.object({
  route: z.string().default(""),
  node: z.string().default(""),
  filter: z.string().default(""),
  maxRate: z.number().default(10),
  maxCount: z.number().default(100),
  leaseSeconds: z.number().default(300),
});

type Told = Pick<CommandRow, "id" | "type" | "args" | "state" | "actor" | "issuedAt" | "expiresAt">;

export function tapOf({ id, args, state, actor, issuedAt }: Told): Tap {
  const { leaseSeconds, ...said } = tapArgs.parse(args);
  return { id, ...said, state, startedBy: actor, startedAt: isoOf(issuedAt), endsAt: isoOf(issuedAt + leaseSeconds * 1_000) };
}

/** Of the commands about taps, the latest first: those that start one which nothing has ended. A later one on the same place replaces it. */
export function runningTaps(told: readonly Told[], nowMs: number): Tap[] {
  const decided = new Set<string>();
  const taps: Tap[] = [];
  for (const row of told) {
    const tap = tapOf(row);
    const place = JSON.stringify([tap.route, tap.node]);
    if (neverHappened(row, nowMs) || decided.has(place)) continue;
    decided.add(place);
    if (row.type === "tap.start" && Date.parse(tap.endsAt) > nowMs) taps.push(tap);
  }
  return taps;
}

function neverHappened({ state, expiresAt }: Told, nowMs: number): boolean {
  if (state === "failed" || state === "rejected" || state === "expired") return true;
  return state === "pending" && expiresAt <= nowMs;
}
