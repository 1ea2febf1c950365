import type { AgentHubStub, Hubs } from "#server/platform/hubs";
import type { RunnerHubs, RunnerHubStub } from "#server/platform/runner-hubs";

const shardCount = 16;

/** Agents are spread over the objects by the last digit of their id, which is random. */
export function hubShards(namespace: DurableObjectNamespace): Hubs {
  const shard = (index: number): AgentHubStub => stubOf(namespace, `shard-${index}`);
  return {
    shardOf: (agentId) => shard(Number.parseInt(agentId.slice(-1), 16) || 0),
    all: () => Array.from({ length: shardCount }, (_, index) => shard(index)),
  };
}

/** The class behind the namespace is `AgentHub`, which implements the interface. */
function stubOf(namespace: DurableObjectNamespace, name: string): AgentHubStub {
  return namespace.get(namespace.idFromName(name)) as unknown as AgentHubStub;
}

/** One object per runner. The class behind the namespace is `RunnerHub`, which implements the interface. */
export function runnerHubObjects(namespace: DurableObjectNamespace): RunnerHubs {
  return { of: (runnerId) => namespace.get(namespace.idFromName(runnerId)) as unknown as RunnerHubStub };
}
