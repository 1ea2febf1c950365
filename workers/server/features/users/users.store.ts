import { and, asc, eq, sql } from "drizzle-orm";
import { credentials, users } from "#schema/postgres/server/users";
import { groupsOfUserByName, rolesOfUser } from "#server/features/access/index";
import type { Queries } from "#server/platform/database";

const ofUser = (table: "credentials" | "identities") =>
  sql<boolean>`exists (select from ${sql.raw(table)} own where own.tenant_id = users.tenant_id and own.user_id = users.id)`;

const columns = {
  id: users.id,
  username: users.username,
  displayName: users.displayName,
  email: users.email,
  createdAt: users.createdAt,
  lastSignInAt: users.lastSignInAt,
  disabledAt: users.disabledAt,
  roles: rolesOfUser,
  groups: groupsOfUserByName,
  hasPassword: ofUser("credentials"),
  hasIdentity: ofUser("identities"),
  secondFactor: sql<boolean>`exists (
    select from second_factors own where own.tenant_id = users.tenant_id and own.user_id = users.id and own.confirmed_at is not null
  )`,
};

export function findUsers(db: Queries) {
  return db.select(columns).from(users).where(eq(users.tenantId, db.tenant)).orderBy(asc(users.usernameKey));
}

export function findUser(db: Queries, id: string) {
  return db
    .select(columns)
    .from(users)
    .where(and(eq(users.tenantId, db.tenant), eq(users.id, id)));
}

export function setProfile(db: Queries, id: string, profile: { displayName: string; disabledAt: number | null }) {
  return db
    .update(users)
    .set(profile)
    .where(and(eq(users.tenantId, db.tenant), eq(users.id, id)));
}

/** Sets the password, also of somebody who had none. */
export function setPassword(db: Queries, { userId, passwordHash, at }: { userId: string; passwordHash: string; at: number }) {
  return db
    .insert(credentials)
    .values({ tenantId: db.tenant, userId, passwordHash, changedAt: at })
    .onConflictDoUpdate({ target: [credentials.tenantId, credentials.userId], set: { passwordHash, changedAt: at } });
}

/** What hangs on a user goes with them: passwords, sessions, assignments, identities. */
export function removeUser(db: Queries, id: string) {
  return db.delete(users).where(and(eq(users.tenantId, db.tenant), eq(users.id, id)));
}
