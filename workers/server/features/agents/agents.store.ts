import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { agents } from "#schema/postgres/server/agents";
import type { Queries } from "#server/platform/database";
import type { AgentRecord, Registration } from "#server/platform/hubs";

export type AgentRow = typeof agents.$inferSelect;

export interface SignUp extends Registration {
  readonly installation: string;
  /** Empty for the token of the configuration. */
  readonly bootstrapTokenId: string;
  readonly nowMs: number;
}

function changingOf({ boot, nowMs, agentId: _id, app: _app, environment: _environment, installation: _installation, ...said }: SignUp) {
  return { ...said, boot: String(boot), bootAt: nowMs, goneAt: null };
}

export interface Installation {
  readonly environment: string;
  readonly app: string;
  readonly installation: string;
}

/** The agent that has this installation key, unless it was revoked. */
export function findByInstallation(db: Queries, { environment, app, installation }: Installation) {
  const same = [eq(agents.environment, environment), eq(agents.app, app), eq(agents.installation, installation)];
  return db
    .select()
    .from(agents)
    .where(and(eq(agents.tenantId, db.tenant), ...same));
}

/** Stores another start of an installation that is known, and answers with its id; with nothing when it is not known. */
export function renewAgent(db: Queries, signUp: SignUp) {
  const { app, environment, installation } = signUp;
  return db
    .update(agents)
    .set(changingOf(signUp))
    .where(
      and(eq(agents.tenantId, db.tenant), eq(agents.environment, environment), eq(agents.app, app), eq(agents.installation, installation)),
    )
    .returning({ id: agents.id });
}

/** Stores the first start of an installation and answers with its id: another one when somebody else was faster. */
export function insertAgent(db: Queries, signUp: SignUp) {
  const { agentId: id, nowMs: registeredAt, app, environment, installation } = signUp;
  const changing = changingOf(signUp);
  return db
    .insert(agents)
    .values({ tenantId: db.tenant, id, app, environment, installation, registeredAt, ...changing })
    .onConflictDoUpdate({ target: [agents.tenantId, agents.environment, agents.app, agents.installation], set: changing })
    .returning({ id: agents.id });
}

export function findAgent(db: Queries, id: string) {
  return db
    .select()
    .from(agents)
    .where(and(eq(agents.tenantId, db.tenant), eq(agents.id, id)));
}

export interface AgentFilter {
  readonly environments: readonly string[] | undefined;
  readonly apps: readonly string[] | undefined;
}

const mostAgents = 5_000;

/** The most recently heard of first. */
export function findAgents(db: Queries, { environments, apps }: AgentFilter) {
  return db
    .select()
    .from(agents)
    .where(
      and(
        eq(agents.tenantId, db.tenant),
        environments === undefined ? undefined : inArray(agents.environment, [...environments]),
        apps === undefined ? undefined : inArray(agents.app, [...apps]),
      ),
    )
    .orderBy(sql`${agents.lastHeartbeatAt} desc nulls last`, desc(agents.registeredAt))
    .limit(mostAgents);
}

/** What the hub's heartbeats said, for all agents of a snapshot in one statement. */
export function updateFromHub(db: Queries, records: readonly AgentRecord[]) {
  return db.execute(sql`
    update agents a set
      instance = s.instance, boot = s.boot, boot_at = to_timestamp(s."bootAtMs" / 1000.0),
      last_heartbeat_at = to_timestamp(s."lastHeartbeatAtMs" / 1000.0),
      gone_at = case when s.stopped then to_timestamp(s."lastHeartbeatAtMs" / 1000.0) end,
      camel_version = s."camelVersion", java_version = s."javaVersion", agent_version = s."agentVersion", runtime = s.runtime,
      capabilities = s.capabilities, routes = s.routes,
      memory_used_bytes = s."memoryUsedBytes", memory_max_bytes = s."memoryMaxBytes", cpu_load = s."cpuLoad",
      inflight = s.inflight, queued_batches = s."queuedBatches", dropped_lines = s."droppedLines"
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as s(
      "agentId" text, instance text, boot text, "bootAtMs" float8, "lastHeartbeatAtMs" float8, stopped boolean,
      "camelVersion" text, "javaVersion" text, "agentVersion" text, runtime text, capabilities jsonb, routes jsonb,
      "memoryUsedBytes" numeric, "memoryMaxBytes" numeric, "cpuLoad" real, inflight int, "queuedBatches" int, "droppedLines" bigint)
    where a.tenant_id = ${db.tenant} and a.id = s."agentId"
  `);
}
