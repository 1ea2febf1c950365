import type { heartbeat as endpoint } from "#schema/contract/agent-protocol";
import type { Parsed } from "#schema/contract/endpoint";
import { Problem } from "#schema/problems";
import { agentDefaults } from "#schema/protocol/v1/limits";
import { callingAgent } from "#server/features/agents/calling-agent";
import { storeSnapshot } from "#server/features/agents/store-snapshot";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";
import type { AgentIdentity, Beat } from "#server/platform/hubs";

export const heartbeat: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const agent = callingAgent(ctx);
  const hub = deps.hubs.shardOf(agent.agentId);
  const reply = await hub.heartbeat(beatOf(agent, body));
  if (reply === undefined) throw new Problem("unauthenticated", { cause: "the agent was revoked" });
  const { pendingCommands, snapshot } = reply;
  if (snapshot !== undefined) {
    const stored = await storeSnapshot(deps, ctx, snapshot);
    if (stored) await hub.snapshotStored();
    ctx.log.set({ snapshotAgents: snapshot.agents.length, abandoned: snapshot.abandoned.length, snapshotStored: stored });
  }
  return {
    serverTime: isoOf(deps.clock.now()),
    configVersion: agentDefaults.config.version,
    pendingCommands,
    heartbeatSeconds: agentDefaults.heartbeatSeconds,
  };
};

function beatOf(agent: AgentIdentity, body: Parsed<typeof endpoint, "body">): Beat {
  const { boot, uptimeMs, lastCommand, stopping, configVersion: _, inflight, inflightCount, ...rest } = body;
  const running = inflight.map(({ execution, exchange, route, startMicros, node, traceId }) => ({
    ...agent,
    executionId: execution.toLowerCase(),
    exchangeId: exchange,
    route,
    node,
    traceId,
    startMicros,
  }));
  const count = Math.max(inflightCount, running.length);
  const runningComplete = count === running.length;
  return { ...agent, boot, uptimeMs, lastCommand, stopping, vitals: { ...rest, inflight: count }, running, runningComplete };
}
