import { bigint, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, tenantId } from "#schema/postgres/server/columns";
import { identities } from "#schema/postgres/server/identities";
import { users } from "#schema/postgres/server/users";

/** A signed-in browser. The cookie's value is known by its SHA-256 only. */
export const sessions = pgTable(
  "sessions",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    /** Null for somebody who is known by their identity provider only. */
    userId: text("user_id"),
    /** Null for a sign-in by password. */
    identityId: text("identity_id"),
    method: text({ enum: ["password", "oidc"] })
      .notNull()
      .default("password"),
    /** The provider's own name of the session (`sid`), for back-channel logout. */
    providerSession: text("provider_session").notNull().default(""),
    /** What the provider says of the person, when no account keeps it; good until `claimsExpireAt`, then refreshed. */
    claims: jsonb().$type<Record<string, unknown>>(),
    claimsExpireAt: instant("claims_expire_at"),
    sealedRefreshToken: text("sealed_refresh_token"),
    sealedIdToken: text("sealed_id_token"),
    tokenHash: text("token_hash").notNull(),
    createdAt: instant("created_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
    ip: text().notNull(),
    userAgent: text("user_agent").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("sessions_token").on(t.tenantId, t.tokenHash),
    index("sessions_user").on(t.tenantId, t.userId),
    index("sessions_identity").on(t.tenantId, t.identityId),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }).onDelete("cascade"),
    foreignKey({ columns: [t.tenantId, t.identityId], foreignColumns: [identities.tenantId, identities.id] }).onDelete("cascade"),
  ],
);

/** One sign-in of the API or the CLI, and every refresh token that descends from it. */
export const tokenFamilies = pgTable(
  "token_families",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    userId: text("user_id").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
    ip: text().notNull(),
    userAgent: text("user_agent").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("token_families_user").on(t.tenantId, t.userId),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }).onDelete("cascade"),
  ],
);

/** Used ones are kept until their family ends: using one again gives the thief away. */
export const refreshTokens = pgTable(
  "refresh_tokens",
  {
    tenantId: tenantId(),
    tokenHash: text("token_hash").notNull(),
    familyId: text("family_id").notNull(),
    createdAt: instant("created_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.tokenHash] }),
    index("refresh_tokens_family").on(t.tenantId, t.familyId),
    foreignKey({ columns: [t.tenantId, t.familyId], foreignColumns: [tokenFamilies.tenantId, tokenFamilies.id] }).onDelete("cascade"),
  ],
);

/** Counts attempts to sign in, per address, per name and per pair of them. */
export const signInAttempts = pgTable(
  "sign_in_attempts",
  {
    tenantId: tenantId(),
    /** What is counted; a hash, so that a password typed as a name is not kept. */
    subject: text().notNull(),
    windowStartedAt: instant("window_started_at").notNull(),
    attempts: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.subject] }), index("sign_in_attempts_age").on(t.tenantId, t.windowStartedAt)],
);

/** Raised by every change that must reach the servers' caches of who may do what: people and API keys, agents and their tokens. */
export const authEpochs = pgTable(
  "auth_epochs",
  {
    tenantId: tenantId(),
    epoch: bigint({ mode: "number" }).notNull(),
    machineEpoch: bigint("machine_epoch", { mode: "number" }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.tenantId] })],
);

/** What may be used once: ids of logout tokens and of runners' assertions, states of sign-ins. Kept until the thing itself has expired. */
export const usedOnce = pgTable(
  "used_once",
  { tenantId: tenantId(), subject: text().notNull(), expiresAt: instant("expires_at").notNull() },
  (t) => [primaryKey({ columns: [t.tenantId, t.subject] }), index("used_once_age").on(t.tenantId, t.expiresAt)],
);
