import { bigint, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, tenantId } from "#schema/postgres/server/columns";

/**
 * What was done by whom. The application may add to it and read it, nothing else. Each entry carries the hash of the one before: a trigger
 * numbers it and sets `hash` = SHA-256 of `previous_hash`, newline, `sequence`, newline, `record`.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    at: instant().notNull(),
    /** `noun.verb` */
    action: text().notNull(),
    actor: text().notNull(),
    /** How the actor was authenticated. */
    by: text().notNull().default("none"),
    target: text().notNull(),
    outcome: text({ enum: ["success", "failure"] }).notNull(),
    ip: text().notNull(),
    requestId: text("request_id").notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The entry as JSON text, exactly as it was hashed. */
    record: text().notNull().default(""),
    sequence: bigint({ mode: "number" }).notNull().default(0),
    previousHash: text("previous_hash").notNull().default(""),
    hash: text().notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("audit_log_sequence").on(t.tenantId, t.sequence),
    index("audit_log_newest").on(t.tenantId, t.at.desc(), t.id.desc()),
    index("audit_log_action").on(t.tenantId, t.action, t.at.desc()),
    index("audit_log_actor").on(t.tenantId, t.actor, t.at.desc()),
  ],
);
