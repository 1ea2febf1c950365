import { updateFromHub } from "#server/features/agents/agents.store";
import { storeAbandoned } from "#server/features/agents/store-abandoned";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import type { HubSnapshot } from "#server/platform/hubs";

/** False when a store is away: the hub hands the same out again. A heartbeat does not fail because of it. */
export async function storeSnapshot(deps: Deps, ctx: Context, { agents, abandoned }: HubSnapshot): Promise<boolean> {
  try {
    if (agents.length > 0) await updateFromHub(deps.db.forTenant(deps.tenant), agents);
    if (abandoned.length > 0) await storeAbandoned(deps, ctx, abandoned);
    return true;
  } catch (cause) {
    ctx.log.set({ snapshot: String(cause) });
    return false;
  }
}
