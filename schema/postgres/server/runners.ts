import { bigint, boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, tenantId } from "#schema/postgres/server/columns";
import type { Executor, Host } from "#schema/protocol/runner/v1/host";
import type { Condition, HostHealth } from "#schema/protocol/runner/v1/snapshot";

/** Daemons that have enrolled. */
export const runners = pgTable(
  "runners",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    name: text().notNull(),
    environmentIds: jsonb("environment_ids").$type<readonly string[]>().notNull(),
    /** Public keys, 32 bytes each, base64url. */
    signKey: text("sign_key").notNull(),
    sealKey: text("seal_key").notNull(),
    formerSignKey: text("former_sign_key"),
    formerUntil: instant("former_until"),
    keysRotatedAt: instant("keys_rotated_at").notNull(),
    rotationAskedAt: instant("rotation_asked_at"),
    host: jsonb().$type<Host>().notNull(),
    executor: jsonb().$type<Executor>().notNull(),
    version: text().notNull(),
    capabilities: jsonb().$type<readonly string[]>().notNull(),
    draining: boolean().notNull().default(false),
    /** Fences processes: only the highest may act. */
    epoch: integer().notNull().default(0),
    bootId: text("boot_id").notNull().default(""),
    /** When the present process began. */
    sessionAt: instant("session_at"),
    /** Since then another process of this runner has called. */
    contested: boolean().notNull().default(false),
    /** Highest sync of this epoch. */
    seq: bigint({ mode: "number" }).notNull().default(0),
    /** Position of the last change to its desired state. */
    rev: bigint({ mode: "number" }).notNull().default(0),
    snapshotHash: text("snapshot_hash").notNull().default(""),
    health: jsonb().$type<HostHealth>(),
    conditions: jsonb().$type<readonly Condition[]>().notNull().default([]),
    enrolledAt: instant("enrolled_at").notNull(),
    enrolledBy: text("enrolled_by").notNull(),
    lastSeenAt: instant("last_seen_at"),
    leftAt: instant("left_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);

/** One-time tokens, known by their SHA-256. */
export const enrollments = pgTable(
  "enrollments",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    tokenHash: text("token_hash").notNull(),
    name: text().notNull(),
    environmentIds: jsonb("environment_ids").$type<readonly string[]>().notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    runnerId: text("runner_id"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("enrollments_token").on(t.tenantId, t.tokenHash),
    index("enrollments_newest").on(t.tenantId, t.createdAt.desc()),
  ],
);

/** One-shot actions on a host, leased to one session of its runner at a time. */
export const runnerTasks = pgTable(
  "runner_tasks",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    runnerId: text("runner_id").notNull(),
    kind: text().notNull(),
    args: jsonb().$type<Record<string, unknown>>().notNull(),
    state: text({ enum: ["waiting", "running", "done", "failed", "refused", "expired"] }).notNull(),
    leaseId: text("lease_id"),
    leaseUntil: instant("lease_until"),
    result: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("runner_tasks_newest").on(t.tenantId, t.runnerId, t.createdAt.desc()),
    foreignKey({ columns: [t.tenantId, t.runnerId], foreignColumns: [runners.tenantId, runners.id] }).onDelete("cascade"),
  ],
);

/** How far each log stream of a runner is stored, and the chunk whose fate is not known. */
export const logStreams = pgTable(
  "log_streams",
  {
    tenantId: tenantId(),
    runnerId: text("runner_id").notNull(),
    streamId: text("stream_id").notNull(),
    committedTo: bigint("committed_to", { mode: "number" }).notNull(),
    pendingTo: bigint("pending_to", { mode: "number" }),
    changedAt: instant("changed_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.runnerId, t.streamId] }),
    foreignKey({ columns: [t.tenantId, t.runnerId], foreignColumns: [runners.tenantId, runners.id] }).onDelete("cascade"),
  ],
);
