import type { listCommands as endpoint } from "#schema/contract/agents";
import { Problem } from "#schema/problems";
import { findAgent } from "#server/features/agents/agents.store";
import { commandView } from "#server/features/agents/command-view";
import { findCommands } from "#server/features/agents/commands.store";
import type { Verb } from "#server/platform/call";

export const listCommands: Verb<typeof endpoint> = async (deps, { params, query }) => {
  const db = deps.db.forTenant(deps.tenant);
  const [[agent], rows] = await db.batch([findAgent(db, params.id), findCommands(db, params.id, query.limit)]);
  if (agent === undefined) throw new Problem("not-found");
  const deliveredSequence = await deps.hubs.shardOf(params.id).deliveredSequence(params.id);
  return { items: rows.map((row) => commandView(row, { deliveredSequence, nowMs: deps.clock.now() })) };
};
