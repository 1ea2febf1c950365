import type { AgentHubStub, Hubs } from "#server/platform/hubs";

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
