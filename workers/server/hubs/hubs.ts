import type { AgentHubStub, Hubs } from "#server/platform/hubs";

/** Part of where an agent's state lives: changing it moves every agent to another object. */
export const shardCount = 8;

/** FNV-1a over the id, so that ids made at the same time spread. */
export function shardNumber(agentId: string): number {
  let hash = 0x811c9dc5;
  for (const character of agentId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % shardCount;
}

/** The shards of a tenant as Durable Objects. */
export function durableHubs(namespace: DurableObjectNamespace, tenant: string): Hubs {
  const shard = (number: number): AgentHubStub => stubOf(namespace, `${tenant}/${number}`);
  return {
    shardOf: (agentId) => shard(shardNumber(agentId)),
    all: () => Array.from({ length: shardCount }, (_, number) => shard(number)),
  };
}

/** The class behind the binding is `AgentHub`, which implements the interface; the binding's type does not know it. */
function stubOf(namespace: DurableObjectNamespace, name: string): AgentHubStub {
  return namespace.get(namespace.idFromName(name)) as unknown as AgentHubStub;
}
