import { and, eq } from "drizzle-orm";
import { settings } from "#schema/postgres/server/settings";
import { credentials, userRoles, users } from "#schema/postgres/server/users";
import { rolesOfUser } from "#server/features/access/index";
import { usernameKey } from "#server/features/auth/person";
import type { Queries } from "#server/platform/database";

export const personColumns = {
  id: users.id,
  username: users.username,
  displayName: users.displayName,
  disabledAt: users.disabledAt,
  roles: rolesOfUser,
};

/** Somebody who may try a password; at most one. */
export function findByUsername(db: Queries, username: string) {
  return db
    .select({ ...personColumns, passwordHash: credentials.passwordHash })
    .from(users)
    .innerJoin(credentials, and(eq(credentials.tenantId, users.tenantId), eq(credentials.userId, users.id)))
    .where(and(eq(users.tenantId, db.tenant), eq(users.usernameKey, usernameKey(username))));
}

export interface NewUser {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly passwordHash: string;
  readonly createdAt: number;
}

/** The statements that create a user with a password and directly held roles; the first refuses a username that is taken. */
export function insertUser(db: Queries, user: NewUser) {
  const { id, username, displayName, createdAt } = user;
  const roles = user.roles.map((role) => ({ tenantId: db.tenant, userId: id, role, origin: "direct" as const }));
  return [
    db.insert(users).values({ tenantId: db.tenant, id, username, usernameKey: usernameKey(username), displayName, createdAt }),
    db.insert(credentials).values({ tenantId: db.tenant, userId: id, passwordHash: user.passwordHash, changedAt: createdAt }),
    ...(roles.length === 0 ? [] : [db.insert(userRoles).values(roles)]),
  ] as const;
}

export function replacePassword(db: Queries, change: { userId: string; passwordHash: string; at: number }) {
  return db
    .update(credentials)
    .set({ passwordHash: change.passwordHash, changedAt: change.at })
    .where(and(eq(credentials.tenantId, db.tenant), eq(credentials.userId, change.userId)));
}

export function noteSignIn(db: Queries, userId: string, at: number) {
  return db
    .update(users)
    .set({ lastSignInAt: at })
    .where(and(eq(users.tenantId, db.tenant), eq(users.id, userId)));
}

const firstAdminSetting = "first-administrator";

export function findFirstAdminMark(db: Queries) {
  return db
    .select({ name: settings.name })
    .from(settings)
    .where(and(eq(settings.tenantId, db.tenant), eq(settings.name, firstAdminSetting)));
}

/** Returns a row to the one caller who may create the first administrator, ever; a concurrent one waits for that one's outcome. */
export function claimFirstAdmin(db: Queries, at: number) {
  return db
    .insert(settings)
    .values({ tenantId: db.tenant, name: firstAdminSetting, value: {}, changedAt: at })
    .onConflictDoNothing()
    .returning({ name: settings.name });
}
