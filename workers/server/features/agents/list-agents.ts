import type { listAgents as endpoint } from "#schema/contract/agents";
import { liveView, rowView } from "#server/features/agents/agent-view";
import { findAgents } from "#server/features/agents/agents.store";
import type { Verb } from "#server/platform/call";

/** Every shard knows the agents of the last day, Postgres those before. */
export const listAgents: Verb<typeof endpoint> = async (deps, { query }) => {
  const { environment: environments, app: apps } = query;
  const db = deps.db.forTenant(deps.tenant);
  const [rows, ...shards] = await Promise.all([
    findAgents(db, { environments, apps }),
    ...deps.hubs.all().map((shard) => shard.listAgents()),
  ]);
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const live = shards.flat().filter((agent) => (environments?.includes(agent.environment) ?? true) && (apps?.includes(agent.app) ?? true));
  const known = new Set(live.map((agent) => agent.agentId));
  const items = [
    ...live.map((agent) => liveView(agent, rowOf.get(agent.agentId))),
    ...rows.filter((row) => !known.has(row.id)).map(rowView),
  ];
  return { items: items.sort((a, b) => compare(a, b)) };
};

type Placed = { readonly environment: string; readonly app: string; readonly instance: string };

function compare(a: Placed, b: Placed): number {
  return a.environment.localeCompare(b.environment) || a.app.localeCompare(b.app) || a.instance.localeCompare(b.instance);
}
