import { and, asc, eq, isNull, ne, sql } from "drizzle-orm";
import { userRoles, users } from "#schema/postgres/server/users";
import { personColumns } from "#server/features/auth/index";
import type { Queries } from "#server/platform/database";

const columns = { ...personColumns, createdAt: users.createdAt, lastSignInAt: users.lastSignInAt };

export function findUsers(db: Queries) {
  return db.select(columns).from(users).where(eq(users.tenantId, db.tenant)).orderBy(asc(users.usernameKey));
}

export function findUser(db: Queries, id: string) {
  return db
    .select(columns)
    .from(users)
    .where(and(eq(users.tenantId, db.tenant), eq(users.id, id)));
}

/** One change of who is an administrator at a time: the lock holds until the transaction ends. */
export function lockAdministrators(db: Queries) {
  return db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`administrators|${db.tenant}`}, 0))`);
}

/** At least one administrator who may sign in, apart from that user. */
export function findOtherAdministrator(db: Queries, id: string) {
  return db
    .select({ id: users.id })
    .from(users)
    .innerJoin(userRoles, and(eq(userRoles.tenantId, users.tenantId), eq(userRoles.userId, users.id), eq(userRoles.role, "ADMIN")))
    .where(and(eq(users.tenantId, db.tenant), ne(users.id, id), isNull(users.disabledAt)))
    .limit(1);
}

export function setProfile(db: Queries, id: string, profile: { displayName: string; disabledAt: number | null }) {
  return db
    .update(users)
    .set(profile)
    .where(and(eq(users.tenantId, db.tenant), eq(users.id, id)));
}

/** Makes these the roles that the user holds directly; what rules have given stays. */
export function replaceDirectRoles(db: Queries, userId: string, roles: readonly string[]) {
  const direct = and(eq(userRoles.tenantId, db.tenant), eq(userRoles.userId, userId), eq(userRoles.origin, "direct"));
  return [
    db.delete(userRoles).where(direct),
    db.insert(userRoles).values(roles.map((role) => ({ tenantId: db.tenant, userId, role, origin: "direct" as const }))),
  ] as const;
}
