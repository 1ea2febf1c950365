import { eventResponse } from "#server/hubs/event-stream";
import { openHub } from "#server/hubs/hub";
import { shardLinks } from "#server/hubs/shard-links";
import type { Clock } from "#server/platform/clock";
import type { AgentHubStub, Hubs } from "#server/platform/hubs";
import { memorySql } from "#test/sqlite";

/** One shard of the real hub without the Durable Object round it: everything but open sockets. */
export function memoryHubs(clock: Clock): Hubs {
  const links = shardLinks({ of: () => [], pingedAtMs: () => undefined });
  const hub = openHub({ sql: memorySql(), clock, links, askForFlush: () => undefined });
  const { agents, commands, heartbeat } = hub;
  const stub: AgentHubStub = {
    register: async (registration) => agents.register(registration),
    revoke: async (agentIds) => agentIds.forEach((agentId) => hub.revoke(agentId)),
    heartbeat: async (beat) => heartbeat(beat),
    snapshotStored: async () => agents.snapshotStored(),
    reportRunning: async (agentId, running) => agents.reportRunning(agentId, running),
    reportEnded: async (agentId, executionIds) => agents.reportEnded(agentId, executionIds),
    listRunning: async () => agents.listRunning(),
    listAgents: async () => agents.listAgents(),
    getAgent: async (agentId) => agents.getAgent(agentId),
    reserveSequence: async (agentId) => commands.reserveSequence(agentId),
    enqueue: async (command) => commands.enqueue(command),
    settle: async (agentId, commandIds) => commands.settle(agentId, commandIds),
    deliveredSequence: async (agentId) => commands.deliveredSequence(agentId),
    pendingCommands: async (agentId) => commands.pendingCommands(agentId),
    fetch: async (request) => {
      const { pathname, searchParams } = new URL(request.url);
      const agentId = decodeURIComponent(pathname.slice("/links/".length));
      if (hub.isRevoked(agentId)) return new Response(null, { status: 401 });
      const after = searchParams.has("after") ? Number(searchParams.get("after")) : undefined;
      return eventResponse(commands.due(agentId, after));
    },
  };
  return { shardOf: () => stub, all: () => [stub] };
}
