import type { CommandEnvelope } from "#schema/protocol/v1/command";
import type { RunningExchange } from "#schema/protocol/v1/running";
import type { CommandQueue } from "#server/hubs/command-queue";
import type { Running } from "#server/hubs/running-exchanges";
import type { AbandonedExchange, AgentRecord, QueuedCommand } from "#server/platform/hubs";

/** SQLite of a Durable Object, or of `node:sqlite` in tests. */
export interface Sql {
  run(statement: string, ...values: readonly (string | number)[]): readonly Record<string, unknown>[];
  transaction(work: () => void): void;
}

/** Everything a shard remembers. */
export interface HubState {
  readonly agents: Map<string, AgentRecord>;
  readonly running: Map<string, Running>;
  readonly queues: Map<string, CommandQueue>;
  readonly abandoned: Map<string, AbandonedExchange>;
  /** Agents that an administrator has put out; ids are never used again. */
  readonly revoked: Set<string>;
}

const tables = [
  "create table if not exists agents (id text primary key, record text not null, running text not null)",
  "create table if not exists queues (agent_id text primary key, reserved integer not null, delivered integer not null)",
  `create table if not exists commands
    (id text primary key, agent_id text not null, sequence integer not null, expires_at integer not null, envelope text not null)`,
  "create table if not exists abandoned (execution_id text primary key, exchange text not null)",
  "create table if not exists revoked (agent_id text primary key)",
];

export interface HubStore {
  load(): HubState;
  /** The changed agents, in one transaction. Those that are no longer in the state are deleted. */
  saveAgents(state: HubState, agentIds: Iterable<string>): void;
  saveQueue(agentId: string, queue: CommandQueue): void;
  addCommand(command: QueuedCommand): void;
  removeCommands(ids: readonly string[]): void;
  addAbandoned(exchanges: readonly AbandonedExchange[]): void;
  removeAbandoned(executionIds: Iterable<string>): void;
  addRevoked(agentId: string): void;
}

export function openHubStore(sql: Sql): HubStore {
  for (const table of tables) sql.run(table);
  return {
    load: () => ({ ...loadAgents(sql), queues: loadQueues(sql), abandoned: loadAbandoned(sql), revoked: loadRevoked(sql) }),
    saveAgents: (state, agentIds) => sql.transaction(() => saveAgents(sql, state, agentIds)),
    saveQueue: (agentId, queue) => void sql.run("insert or replace into queues values (?, ?, ?)", agentId, queue.reserved, queue.delivered),
    addCommand: ({ id, agentId, sequence, expiresAtMs, envelope }) =>
      void sql.run("insert into commands values (?, ?, ?, ?, ?)", id, agentId, sequence, expiresAtMs, JSON.stringify(envelope)),
    removeCommands: (ids) => sql.transaction(() => ids.forEach((id) => sql.run("delete from commands where id = ?", id))),
    addAbandoned: (exchanges) =>
      sql.transaction(() => {
        for (const one of exchanges) sql.run("insert or replace into abandoned values (?, ?)", one.executionId, JSON.stringify(one));
      }),
    removeAbandoned: (ids) =>
      sql.transaction(() => {
        for (const id of ids) sql.run("delete from abandoned where execution_id = ?", id);
      }),
    addRevoked: (agentId) => void sql.run("insert or ignore into revoked values (?)", agentId),
  };
}

function loadAgents(sql: Sql): Pick<HubState, "agents" | "running"> {
  const agents = new Map<string, AgentRecord>();
  const running = new Map<string, Running>();
  for (const row of sql.run("select id, record, running from agents")) {
    const id = String(row["id"]);
    agents.set(id, JSON.parse(String(row["record"])) as AgentRecord);
    const exchanges = JSON.parse(String(row["running"])) as RunningExchange[];
    running.set(id, new Map(exchanges.map((exchange) => [exchange.executionId, exchange])));
  }
  return { agents, running };
}

function loadQueues(sql: Sql): Map<string, CommandQueue> {
  const queues = new Map<string, CommandQueue>();
  for (const row of sql.run("select agent_id, reserved, delivered from queues")) {
    const agentId = String(row["agent_id"]);
    const rows = sql.run("select id, sequence, expires_at, envelope from commands where agent_id = ? order by sequence", agentId);
    const commands = rows.map((command) => ({
      id: String(command["id"]),
      agentId,
      sequence: Number(command["sequence"]),
      expiresAtMs: Number(command["expires_at"]),
      envelope: JSON.parse(String(command["envelope"])) as CommandEnvelope,
    }));
    queues.set(agentId, { reserved: Number(row["reserved"]), delivered: Number(row["delivered"]), commands });
  }
  return queues;
}

function loadAbandoned(sql: Sql): Map<string, AbandonedExchange> {
  const rows = sql.run("select execution_id, exchange from abandoned");
  return new Map(rows.map((row) => [String(row["execution_id"]), JSON.parse(String(row["exchange"])) as AbandonedExchange]));
}

function loadRevoked(sql: Sql): Set<string> {
  return new Set(sql.run("select agent_id from revoked").map((row) => String(row["agent_id"])));
}

function saveAgents(sql: Sql, state: HubState, agentIds: Iterable<string>): void {
  for (const id of agentIds) {
    const record = state.agents.get(id);
    const running = JSON.stringify([...(state.running.get(id)?.values() ?? [])]);
    if (record === undefined) sql.run("delete from agents where id = ?", id);
    else sql.run("insert or replace into agents values (?, ?, ?)", id, JSON.stringify(record), running);
  }
}
