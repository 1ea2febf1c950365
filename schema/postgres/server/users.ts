import { bigint, foreignKey, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
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
    email: text().notNull().default(""),
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
    /** A built-in role's name or a custom role's id. */
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

/** An authenticator app (RFC 6238). Not confirmed yet: nothing asks for it. */
export const secondFactors = pgTable(
  "second_factors",
  {
    tenantId: tenantId(),
    userId: text("user_id").notNull(),
    /** Base32, sealed with the server's key. */
    sealedSecret: text("sealed_secret").notNull(),
    begunAt: instant("begun_at").notNull(),
    confirmedAt: instant("confirmed_at"),
    /** The newest half minute whose code was used; an older or equal one is a replay. */
    lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId] }),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }).onDelete("cascade"),
  ],
);

/** Each good once instead of the app's code; known by their SHA-256. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  { tenantId: tenantId(), userId: text("user_id").notNull(), codeHash: text("code_hash").notNull(), usedAt: instant("used_at") },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.codeHash] }),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }).onDelete("cascade"),
  ],
);

/** Invitations and password resets: good once, known by the SHA-256 of their secret. */
export const links = pgTable(
  "links",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    kind: text({ enum: ["invitation", "password-reset"] }).notNull(),
    secretHash: text("secret_hash").notNull(),
    recipient: text().notNull(),
    /** Whose password is reset; null for an invitation. */
    userId: text("user_id"),
    roles: jsonb().$type<readonly string[]>().notNull(),
    groups: jsonb().$type<readonly string[]>().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("links_secret").on(t.tenantId, t.secretHash),
    index("links_newest").on(t.tenantId, t.createdAt.desc()),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }).onDelete("cascade"),
  ],
);
