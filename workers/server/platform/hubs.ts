import type { CommandEnvelope } from "#schema/protocol/v1/command";
import type { RunningExchange } from "#schema/protocol/v1/running";

/**
 * The live side of the product: which agents are there, what runs right now, and the way to send them commands. Backed by the sharded
 * `agent-hub` Durable Object. Times are milliseconds since the epoch unless a name says otherwise.
 */
export interface Hubs {
  /** The stub of the shard that an agent belongs to. */
  shardOf(agentId: string): AgentHubStub;
  /** Every shard, for lists. */
  all(): readonly AgentHubStub[];
}

export interface AgentIdentity {
  readonly agentId: string;
  readonly app: string;
  readonly environment: string;
  readonly instance: string;
}

export interface AgentVersions {
  readonly camelVersion: string;
  readonly javaVersion: string;
  readonly agentVersion: string;
  readonly runtime: string;
}

/** What a process says about itself in a heartbeat; an absent member leaves what was known. */
export interface Vitals {
  readonly camelVersion?: string | undefined;
  readonly javaVersion?: string | undefined;
  readonly agentVersion?: string | undefined;
  readonly runtime?: string | undefined;
  readonly capabilities?: readonly string[] | undefined;
  readonly routes?: readonly { readonly route: string; readonly state: string }[] | undefined;
  readonly memoryUsedBytes?: number | undefined;
  readonly memoryMaxBytes?: number | undefined;
  readonly cpuLoad?: number | undefined;
  readonly inflight: number;
  readonly queuedBatches: number;
  readonly droppedLines: number;
}

/** An agent as its shard knows it. */
export interface AgentRecord extends AgentIdentity, AgentVersions {
  readonly boot: number;
  readonly bootAtMs: number | null;
  readonly registeredAtMs: number;
  readonly lastHeartbeatAtMs: number | null;
  /** The process said good-bye. */
  readonly stopped: boolean;
  readonly capabilities: readonly string[];
  readonly routes: readonly { readonly route: string; readonly state: string }[];
  readonly memoryUsedBytes: number | null;
  readonly memoryMaxBytes: number | null;
  readonly cpuLoad: number | null;
  readonly inflight: number;
  readonly queuedBatches: number;
  readonly droppedLines: number;
}

export type LinkKind = "sse" | "websocket" | "poll" | "none";
export type AgentState = "connected" | "stale" | "lost" | "gone";

export interface LiveAgent extends AgentRecord {
  readonly state: AgentState;
  readonly link: LinkKind;
}

export interface Registration extends AgentIdentity, AgentVersions {
  readonly boot: number;
  readonly capabilities: readonly string[];
}

export interface Beat extends AgentIdentity {
  readonly boot: number;
  readonly uptimeMs: number;
  /** Sequence number of the last command the agent accepted. */
  readonly lastCommand: number;
  readonly stopping: boolean;
  readonly vitals: Vitals;
  readonly running: readonly RunningExchange[];
  /** `running` names all that run, not just the oldest. */
  readonly runningComplete: boolean;
}

export interface BeatReply {
  readonly pendingCommands: number;
  /** At most once per interval and shard: write it and say so with `snapshotStored`. */
  readonly snapshot: HubSnapshot | undefined;
}

/** What changed since the last snapshot and belongs into the stores, which a Durable Object does not reach. */
export interface HubSnapshot {
  readonly agents: readonly AgentRecord[];
  readonly abandoned: readonly AbandonedExchange[];
}

/** An exchange that a process had begun and, since that process is gone, never ends. */
export interface AbandonedExchange extends RunningExchange {
  /** When the process was last heard of. */
  readonly lastSeenMicros: number;
}

export interface QueuedCommand {
  readonly id: string;
  readonly agentId: string;
  readonly sequence: number;
  readonly expiresAtMs: number;
  readonly envelope: CommandEnvelope;
}

/** What the Durable Object answers by RPC. */
export interface AgentHubStub {
  /** A start of a process. What the one before it had begun is abandoned. */
  register(registration: Registration): Promise<void>;
  /** Agents of other shards may be among them. */
  revoke(agentIds: readonly string[]): Promise<void>;
  /** Undefined for an agent that was revoked. */
  heartbeat(beat: Beat): Promise<BeatReply | undefined>;
  /** The snapshot handed out by `heartbeat` is stored; without this its content is handed out again after the interval. */
  snapshotStored(): Promise<void>;

  /** Exchanges that have begun (`k:"x"` lines with `s: 0`). */
  reportRunning(agentId: string, running: readonly RunningExchange[]): Promise<void>;
  /** Exchanges reported as running before that have ended (lines with `v` > 1). */
  reportEnded(agentId: string, executionIds: readonly string[]): Promise<void>;
  listRunning(): Promise<readonly RunningExchange[]>;

  listAgents(): Promise<readonly LiveAgent[]>;
  getAgent(agentId: string): Promise<LiveAgent | undefined>;

  /** A sequence number that no command of this agent has. */
  reserveSequence(agentId: string): Promise<number>;
  /** Queues and delivers. False when a command with a higher number was queued meanwhile: reserve and sign again. */
  enqueue(command: QueuedCommand): Promise<boolean>;
  /** Takes commands out of the queue. */
  settle(agentId: string, commandIds: readonly string[]): Promise<void>;
  /** Highest sequence number written to a link of this agent; 0 for none. */
  deliveredSequence(agentId: string): Promise<number>;
  pendingCommands(agentId: string): Promise<number>;

  /** Opens a link: `GET /links/{agentId}?kind=sse|poll|websocket&after=&waitMs=`; 401 for an agent that was revoked. */
  fetch(request: Request): Promise<Response>;
}
