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
  heartbeat(beat: Beat): BeatReply;
  flush(): void;
}

export function openHub({ sql, ...parts }: HubParts): Hub {
  const store = openHubStore(sql);
  const shard = { ...parts, store, state: store.load() };
  const agents = liveAgents(shard);
  const commands = commandsToAgents(shard);
  return {
    agents,
    commands,
    heartbeat: (beat) => ({ snapshot: agents.beat(beat), pendingCommands: commands.heal(beat.agentId, beat.lastCommand) }),
    flush: () => {
      agents.flush();
      commands.flush();
    },
  };
}
