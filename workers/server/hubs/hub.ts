import type { CommandsToAgents } from "#server/hubs/commands-to-agents";
import { commandsToAgents } from "#server/hubs/commands-to-agents";
import type { Sql } from "#server/hubs/hub-store";
import { openHubStore } from "#server/hubs/hub-store";
import type { Links } from "#server/hubs/link";
import type { LiveAgents } from "#server/hubs/live-agents";
import { liveAgents } from "#server/hubs/live-agents";
import type { Clock } from "#server/platform/clock";
import type { Beat, BeatReply } from "#server/platform/hubs";

/** Changes of agents stay in memory this long; then one transaction writes them all. */
export const flushEveryMs = 10_000;

export interface HubParts {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly links: Links;
  /** Asks for one `flush` within `flushEveryMs`; asking again before it has come changes nothing. */
  readonly askForFlush: () => void;
}

/** One shard of the live side, without the Durable Object round it. */
export interface Hub {
  readonly agents: LiveAgents;
  readonly commands: CommandsToAgents;
  /** Undefined for an agent that was revoked. */
  heartbeat(beat: Beat): BeatReply | undefined;
  /** Puts an agent out for good: its links end, and it gets no other. */
  revoke(agentId: string): void;
  isRevoked(agentId: string): boolean;
  flush(): void;
}

export function openHub({ sql, ...parts }: HubParts): Hub {
  const store = openHubStore(sql);
  const shard = { ...parts, store, state: store.load() };
  const agents = liveAgents(shard);
  const commands = commandsToAgents(shard);
  const isRevoked = (agentId: string): boolean => shard.state.revoked.has(agentId);
  return {
    agents,
    commands,
    heartbeat: (beat) => {
      if (isRevoked(beat.agentId)) return undefined;
      return { snapshot: agents.beat(beat), pendingCommands: commands.heal(beat.agentId, beat.lastCommand) };
    },
    revoke: (agentId) => {
      shard.state.revoked.add(agentId);
      store.addRevoked(agentId);
      shard.links.end(agentId);
      agents.forget(agentId);
    },
    isRevoked,
    flush: () => {
      agents.flush();
      commands.flush();
    },
  };
}
