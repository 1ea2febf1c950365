import { bigint, foreignKey, index, integer, jsonb, pgTable, primaryKey, real, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, tenantId } from "#schema/postgres/server/columns";

/** Agents that have signed up. What changes with each heartbeat is written by the hub, at most once per interval. */
export const agents = pgTable(
  "agents",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    app: text().notNull(),
    environment: text().notNull(),
    instance: text().notNull(),
    /** The agent's own stable key; the same installation gets its id back. */
    installation: text().notNull(),
    /** Random unsigned 64-bit number of the JVM's start, as text. */
    boot: text().notNull(),
    registeredAt: instant("registered_at").notNull(),
    bootAt: instant("boot_at"),
    lastHeartbeatAt: instant("last_heartbeat_at"),
    goneAt: instant("gone_at"),
    revokedAt: instant("revoked_at"),
    /** The bootstrap token it signed up with; empty for the one of the configuration. */
    bootstrapTokenId: text("bootstrap_token_id").notNull().default(""),
    camelVersion: text("camel_version").notNull().default(""),
    javaVersion: text("java_version").notNull().default(""),
    agentVersion: text("agent_version").notNull().default(""),
    runtime: text().notNull().default(""),
    capabilities: jsonb().$type<readonly string[]>().notNull().default([]),
    routes: jsonb().$type<readonly { readonly route: string; readonly state: string }[]>().notNull().default([]),
    memoryUsedBytes: bigint("memory_used_bytes", { mode: "number" }),
    memoryMaxBytes: bigint("memory_max_bytes", { mode: "number" }),
    cpuLoad: real("cpu_load"),
    inflight: integer().notNull().default(0),
    queuedBatches: integer("queued_batches").notNull().default(0),
    droppedLines: bigint("dropped_lines", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("agents_installation").on(t.tenantId, t.environment, t.app, t.installation),
    index("agents_heartbeat").on(t.tenantId, t.lastHeartbeatAt),
  ],
);

/** Refresh tokens of agents, known by their SHA-256. */
export const agentTokens = pgTable(
  "agent_tokens",
  {
    tenantId: tenantId(),
    tokenHash: text("token_hash").notNull(),
    agentId: text("agent_id").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.tokenHash] }),
    index("agent_tokens_agent").on(t.tenantId, t.agentId),
    foreignKey({ columns: [t.tenantId, t.agentId], foreignColumns: [agents.tenantId, agents.id] }).onDelete("cascade"),
  ],
);

/** Signed instructions to agents, and what came of them. */
export const commands = pgTable(
  "commands",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    agentId: text("agent_id").notNull(),
    sequence: bigint({ mode: "number" }).notNull(),
    type: text().notNull(),
    args: jsonb().$type<Record<string, unknown>>().notNull(),
    state: text({ enum: ["pending", "delivered", "received", "done", "failed", "rejected", "expired"] }).notNull(),
    reason: text().notNull(),
    actor: text().notNull(),
    issuedAt: instant("issued_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    result: jsonb().$type<Record<string, unknown>>(),
    tookMs: integer("took_ms"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("commands_sequence").on(t.tenantId, t.agentId, t.sequence),
    foreignKey({ columns: [t.tenantId, t.agentId], foreignColumns: [agents.tenantId, agents.id] }).onDelete("cascade"),
  ],
);
