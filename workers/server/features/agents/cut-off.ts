import type { Hubs } from "#server/platform/hubs";

/** Ends the links of agents, wherever they are. */
export async function cutOff(hubs: Hubs, agentIds: readonly string[]): Promise<void> {
  if (agentIds.length > 0) await Promise.all(hubs.all().map((shard) => shard.revoke(agentIds)));
}
