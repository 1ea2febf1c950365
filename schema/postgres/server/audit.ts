import { index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, tenantId } from "#schema/postgres/server/columns";

/** What was done by whom. The application may add to it and read it, nothing else. */
export const auditLog = pgTable(
  "audit_log",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    at: instant().notNull(),
    /** `noun.verb` */
    action: text().notNull(),
    actor: text().notNull(),
    target: text().notNull(),
    outcome: text({ enum: ["success", "failure"] }).notNull(),
    ip: text().notNull(),
    requestId: text("request_id").notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("audit_log_newest").on(t.tenantId, t.at.desc(), t.id.desc()),
    index("audit_log_action").on(t.tenantId, t.action, t.at.desc()),
    index("audit_log_actor").on(t.tenantId, t.actor, t.at.desc()),
  ],
);
