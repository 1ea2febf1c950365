import { Problem } from "#schema/problems";
import type { Installation } from "#server/features/agents/agents.store";
import { findByInstallation } from "#server/features/agents/agents.store";
import { presenceAge } from "#server/hubs/presence";
import type { Deps } from "#server/platform/deps";
import type { LiveAgent } from "#server/platform/hubs";

/**
 * Nobody gets the id of an agent that holds its link open: whoever knows its installation key is not that agent. A process that was killed has
 * lost its link, so that its successor need not wait. Throws `rate-limited`, which agents answer by waiting.
 */
export async function requireFree(deps: Deps, wanted: Installation & { readonly boot: number }): Promise<void> {
  const [known] = await findByInstallation(deps.db.forTenant(deps.tenant), wanted);
  if (known === undefined) return;
  const live = await deps.hubs.shardOf(known.id).getAgent(known.id);
  if (live === undefined || !isHeld(live, wanted.boot)) return;
  const detail = "An agent with this installation key is connected. If it is a former process of this one, it is given up soon.";
  const heardMs = live.lastHeartbeatAtMs ?? live.registeredAtMs;
  throw new Problem("rate-limited", {
    detail,
    retryAfterSeconds: Math.max(1, Math.ceil((heardMs + presenceAge.stale - deps.clock.now()) / 1_000)),
  });
}

/** Whether another process is there. Its own, which knows its boot number, may sign up again at any time. */
export function isHeld({ state, link, boot }: Pick<LiveAgent, "state" | "link" | "boot">, wantedBoot: number): boolean {
  return state === "connected" && link !== "none" && boot !== wantedBoot;
}
