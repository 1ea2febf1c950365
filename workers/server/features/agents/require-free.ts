import { Problem } from "#schema/problems";
import type { AgentRow, Installation } from "#server/features/agents/agents.store";
import { findByInstallation } from "#server/features/agents/agents.store";
import { presenceAge } from "#server/hubs/presence";
import type { Deps } from "#server/platform/deps";
import type { LiveAgent } from "#server/platform/hubs";

/**
 * Nobody gets the id of an agent that is alive: whoever knows its installation key is not that agent. Its own process, which knows its boot
 * number, may sign up again; another one waits until the former counts as stale. Throws `rate-limited`, which agents answer by waiting.
 */
export async function requireFree(deps: Deps, wanted: Installation & { readonly boot: number }): Promise<void> {
  const [known] = await findByInstallation(deps.db.forTenant(deps.tenant), wanted);
  if (known === undefined) return;
  const live = await deps.hubs.shardOf(known.id).getAgent(known.id);
  const waitMs = heardAtMs(live, known) + presenceAge.stale - deps.clock.now();
  const isAlive = live === undefined ? known.goneAt === null && waitMs > 0 : live.state === "connected";
  if (!isAlive || (live?.boot ?? Number(known.boot)) === wanted.boot) return;
  const detail = "An agent with this installation key is alive. If it is a former process of this one, it is given up soon.";
  throw new Problem("rate-limited", { detail, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) });
}

/** The hub may have lost its registry; what it wrote down last is then the best there is. */
function heardAtMs(live: LiveAgent | undefined, known: AgentRow): number {
  return live === undefined
    ? Math.max(known.registeredAt, known.bootAt ?? 0, known.lastHeartbeatAt ?? 0)
    : Math.max(live.registeredAtMs, live.bootAtMs ?? 0, live.lastHeartbeatAtMs ?? 0);
}
