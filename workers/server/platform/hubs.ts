import type { RunningExchange } from "#schema/protocol/v1/running";

/**
 * The live side of the product: which agents are there, what runs right now, and the way to send them commands. Backed by the sharded
 * `agent-hub` Durable Object; the shapes of agents and commands are those of the contract.
 */
export interface Hubs {
  /** The stub of the shard that an agent belongs to. */
  shardOf(agentId: string): AgentHubStub;
  /** Every shard, for lists. */
  all(): readonly AgentHubStub[];
}

/** What the Durable Object answers by RPC. Completed by `hubs/agent-hub.ts`. */
export interface AgentHubStub {
  reportRunning(agentId: string, running: readonly RunningExchange[]): Promise<void>;
  listRunning(): Promise<readonly RunningExchange[]>;
}
