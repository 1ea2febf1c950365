import { boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, tenantId } from "#schema/postgres/server/columns";
import { users } from "#schema/postgres/server/users";

/** Somebody whom an identity provider has told us of. Issuer and subject name them; nothing else is ever matched to an account. */
export const identities = pgTable(
  "identities",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    issuer: text().notNull(),
    subject: text().notNull(),
    /** Their account; null while they are known by their tokens only. */
    userId: text("user_id"),
    username: text().notNull(),
    displayName: text("display_name").notNull(),
    email: text().notNull(),
    firstSeenAt: instant("first_seen_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    /** The claims of the last sign-in, for the what-if of rules; never what decides. */
    claims: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Tokens issued before are refused. */
    tokensValidAfter: instant("tokens_valid_after"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("identities_subject").on(t.tenantId, t.issuer, t.subject),
    index("identities_user").on(t.tenantId, t.userId),
    index("identities_seen").on(t.tenantId, t.lastSeenAt.desc()),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }).onDelete("cascade"),
  ],
);

/** What gives roles and groups at sign-in. */
export const claimMappingRules = pgTable(
  "claim_mapping_rules",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    claim: text().notNull(),
    match: text({ enum: ["equals", "contains", "regex"] }).notNull(),
    value: text().notNull(),
    action: text({ enum: ["assignRole", "addToGroup"] }).notNull(),
    /** A built-in role's name, or the id of a custom role or a group. */
    target: text().notNull(),
    priority: integer().notNull(),
    enabled: boolean().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index("claim_mapping_rules_order").on(t.tenantId, t.priority, t.id)],
);
