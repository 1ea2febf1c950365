import { foreignKey, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Permission } from "#schema/permissions";
import { instant, tenantId } from "#schema/postgres/server/columns";
import { users } from "#schema/postgres/server/users";

/** Custom roles. The built-in ones are code and have no row. */
export const roles = pgTable(
  "roles",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    name: text().notNull(),
    /** NFKC, lower case: what makes two names the same. */
    nameKey: text("name_key").notNull(),
    description: text().notNull(),
    permissions: jsonb().$type<readonly Permission[]>().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("roles_name").on(t.tenantId, t.nameKey)],
);

/** Groups nest: who is in one holds the roles of all groups above it. */
export const groups = pgTable(
  "groups",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    name: text().notNull(),
    nameKey: text("name_key").notNull(),
    description: text().notNull(),
    parentId: text("parent_id"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("groups_name").on(t.tenantId, t.nameKey),
    index("groups_parent").on(t.tenantId, t.parentId),
    foreignKey({ columns: [t.tenantId, t.parentId], foreignColumns: [t.tenantId, t.id] }),
  ],
);

export const groupRoles = pgTable(
  "group_roles",
  { tenantId: tenantId(), groupId: text("group_id").notNull(), role: text().notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.groupId, t.role] }),
    index("group_roles_role").on(t.tenantId, t.role),
    foreignKey({ columns: [t.tenantId, t.groupId], foreignColumns: [groups.tenantId, groups.id] }).onDelete("cascade"),
  ],
);

/** Who is in which group, and why; as for roles. */
export const userGroups = pgTable(
  "user_groups",
  {
    tenantId: tenantId(),
    userId: text("user_id").notNull(),
    groupId: text("group_id").notNull(),
    origin: text({ enum: ["direct", "managed"] }).notNull(),
    /** The rule behind a managed assignment, empty for a direct one. */
    ruleId: text("rule_id").notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.groupId, t.origin, t.ruleId] }),
    index("user_groups_group").on(t.tenantId, t.groupId),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }).onDelete("cascade"),
    foreignKey({ columns: [t.tenantId, t.groupId], foreignColumns: [groups.tenantId, groups.id] }).onDelete("cascade"),
  ],
);
