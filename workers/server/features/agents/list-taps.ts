import type { listTaps as endpoint } from "#schema/contract/taps";
import { Problem } from "#schema/problems";
import { findAgent } from "#server/features/agents/agents.store";
import { findTapCommands } from "#server/features/agents/commands.store";
import { longestLeaseMs, runningTaps } from "#server/features/agents/tap";
import type { Verb } from "#server/platform/call";

export const listTaps: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const nowMs = deps.clock.now();
  const [[agent], told] = await db.batch([findAgent(db, params.id), findTapCommands(db, params.id, nowMs - longestLeaseMs)]);
  if (agent === undefined) throw new Problem("not-found");
  return { items: runningTaps(told, nowMs) };
};
