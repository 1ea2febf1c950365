import { updateFromHub } from "#server/features/agents/agents.store";
import type { Deps } from "#server/platform/deps";
import type { HubSnapshot } from "#server/platform/hubs";

/** False when a store is away: the hub hands the same out again. A heartbeat does not fail because of it. */
export async function storeSnapshot(deps: Deps, { agents }: HubSnapshot): Promise<boolean> {
  try {
    if (agents.length > 0) await updateFromHub(deps.db.forTenant(deps.tenant), agents);
    return true;
  } catch {
    return false;
  }
}
