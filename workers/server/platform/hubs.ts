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
export interface Vitals extends Partial<AgentVersions> {
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
  /** Exchanges that a former process of this agent had begun and can never end. */
  readonly abandoned: readonly RunningExchange[];
  /** Records that changed since the last snapshot, at most once per interval and shard, else empty: write them and say so. */
  readonly snapshot: readonly AgentRecord[];
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
  /** A start of a process. Answers with the exchanges that the one before it left behind. */
  register(registration: Registration): Promise<readonly RunningExchange[]>;
  heartbeat(beat: Beat): Promise<BeatReply>;
  /** The snapshot handed out by `heartbeat` is in the store; without this it is handed out again after the interval. */
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

  /** Opens a link: `GET /links/{agentId}?kind=sse|poll|websocket&after=&waitMs=`. */
  fetch(request: Request): Promise<Response>;
}
