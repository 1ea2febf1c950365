import type { getAgent as endpoint } from "#schema/contract/agents";
import { Problem } from "#schema/problems";
import { liveView, rowView } from "#server/features/agents/agent-view";
import { findAgent } from "#server/features/agents/agents.store";
import type { Verb } from "#server/platform/call";

export const getAgent: Verb<typeof endpoint> = async (deps, { params }) => {
  const db = deps.db.forTenant(deps.tenant);
  const [live, [row]] = await Promise.all([deps.hubs.shardOf(params.id).getAgent(params.id), findAgent(db, params.id)]);
  if (live !== undefined) return liveView(live, row);
  if (row === undefined) throw new Problem("not-found");
  return rowView(row);
};
