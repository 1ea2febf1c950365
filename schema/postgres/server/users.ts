import { foreignKey, index, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, tenantId } from "#schema/postgres/server/columns";

/** Everybody who may sign in. */
export const users = pgTable(
  "users",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    /** As it was written. */
    username: text().notNull(),
    /** NFKC, lower case: what makes two names the same. */
    usernameKey: text("username_key").notNull(),
    displayName: text("display_name").notNull(),
    createdAt: instant("created_at").notNull(),
    lastSignInAt: instant("last_sign_in_at"),
    disabledAt: instant("disabled_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("users_username").on(t.tenantId, t.usernameKey)],
);

/** A local password. Users who come from an identity provider have none. */
export const credentials = pgTable(
  "credentials",
  {
    tenantId: tenantId(),
    userId: text("user_id").notNull(),
    /** PHC string: algorithm, cost, salt and hash. */
    passwordHash: text("password_hash").notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId] }),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }).onDelete("cascade"),
  ],
);

/** Who holds which role, and why: given by a person (`direct`) or by a rule at sign-in (`managed`). */
export const userRoles = pgTable(
  "user_roles",
  {
    tenantId: tenantId(),
    userId: text("user_id").notNull(),
    role: text().notNull(),
    origin: text({ enum: ["direct", "managed"] }).notNull(),
    /** The rule behind a managed assignment, empty for a direct one: two rules may give the same role. */
    ruleId: text("rule_id").notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.role, t.origin, t.ruleId] }),
    index("user_roles_role").on(t.tenantId, t.role),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }).onDelete("cascade"),
  ],
);
