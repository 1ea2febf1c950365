import { foreignKey, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Permission } from "#schema/permissions";
import { instant, tenantId } from "#schema/postgres/server/columns";

/** Callers of the API that are no people. */
export const serviceAccounts = pgTable(
  "service_accounts",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    name: text().notNull(),
    nameKey: text("name_key").notNull(),
    description: text().notNull(),
    createdAt: instant("created_at").notNull(),
    disabledAt: instant("disabled_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("service_accounts_name").on(t.tenantId, t.nameKey)],
);

/** Known by their SHA-256. */
export const apiKeys = pgTable(
  "api_keys",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    serviceAccountId: text("service_account_id").notNull(),
    name: text().notNull(),
    prefix: text().notNull(),
    keyHash: text("key_hash").notNull(),
    permissions: jsonb().$type<readonly Permission[]>().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at"),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("api_keys_hash").on(t.tenantId, t.keyHash),
    index("api_keys_account").on(t.tenantId, t.serviceAccountId),
    foreignKey({ columns: [t.tenantId, t.serviceAccountId], foreignColumns: [serviceAccounts.tenantId, serviceAccounts.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** What agents sign up with, besides the token of the configuration. Known by their SHA-256. */
export const bootstrapTokens = pgTable(
  "bootstrap_tokens",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    name: text().notNull(),
    nameKey: text("name_key").notNull(),
    prefix: text().notNull(),
    tokenHash: text("token_hash").notNull(),
    /** Null: any. */
    environment: text(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at"),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("bootstrap_tokens_hash").on(t.tenantId, t.tokenHash),
    index("bootstrap_tokens_name").on(t.tenantId, t.nameKey),
  ],
);
