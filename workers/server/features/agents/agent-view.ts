import type { z } from "zod";
import type { agent } from "#schema/contract/agents";
import type { AgentRow } from "#server/features/agents/agents.store";
import { isoOf } from "#server/platform/clock";
import type { LiveAgent } from "#server/platform/hubs";

export type AgentView = z.input<typeof agent>;

const iso = (milliseconds: number | null): string | null => (milliseconds === null ? null : isoOf(milliseconds));

/** An agent that a shard knows; the time of its first registration is Postgres' where there is one. */
export function liveView(live: LiveAgent, row: AgentRow | undefined): AgentView {
  const { agentId, boot: _boot, stopped: _stopped, registeredAtMs, lastHeartbeatAtMs, bootAtMs, capabilities, routes, ...rest } = live;
  return {
    ...rest,
    id: agentId,
    revokedAt: null,
    registeredAt: isoOf(row?.registeredAt ?? registeredAtMs),
    lastHeartbeatAt: iso(lastHeartbeatAtMs),
    bootAt: iso(bootAtMs),
    capabilities: [...capabilities],
    routes: [...routes],
  };
}

/** An agent that no shard has heard of for a day. */
export function rowView(row: AgentRow): AgentView {
  const { tenantId: _tenant, installation: _installation, boot: _boot, goneAt: _gone, bootstrapTokenId: _token, revokedAt, ...rest } = row;
  return {
    ...rest,
    revokedAt: iso(revokedAt),
    state: "gone",
    link: "none",
    registeredAt: isoOf(row.registeredAt),
    lastHeartbeatAt: iso(row.lastHeartbeatAt),
    bootAt: iso(row.bootAt),
    capabilities: [...row.capabilities],
    routes: [...row.routes],
  };
}
