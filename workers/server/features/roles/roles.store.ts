import { and, asc, eq, sql } from "drizzle-orm";
import { groupRoles, roles } from "#schema/postgres/server/groups";
import { userRoles } from "#schema/postgres/server/users";
import type { Queries } from "#server/platform/database";

/** Custom roles. */
export function findRoles(db: Queries) {
  return db.select().from(roles).where(eq(roles.tenantId, db.tenant)).orderBy(asc(roles.nameKey));
}

export function findRole(db: Queries, id: string) {
  return db
    .select()
    .from(roles)
    .where(and(eq(roles.tenantId, db.tenant), eq(roles.id, id)));
}

/** How many users hold each role themselves, directly or by a rule. */
export function countUsers(db: Queries) {
  return db
    .select({ role: userRoles.role, holders: sql`count(distinct ${userRoles.userId})`.mapWith(Number) })
    .from(userRoles)
    .where(eq(userRoles.tenantId, db.tenant))
    .groupBy(userRoles.role);
}

export function countGroups(db: Queries) {
  return db
    .select({ role: groupRoles.role, holders: sql`count(*)`.mapWith(Number) })
    .from(groupRoles)
    .where(eq(groupRoles.tenantId, db.tenant))
    .groupBy(groupRoles.role);
}

export function insertRole(db: Queries, role: Omit<typeof roles.$inferInsert, "tenantId">) {
  return db.insert(roles).values({ tenantId: db.tenant, ...role });
}

export type RoleChange = Pick<typeof roles.$inferInsert, "name" | "nameKey" | "description" | "permissions">;

export function setRole(db: Queries, id: string, change: RoleChange) {
  return db
    .update(roles)
    .set(change)
    .where(and(eq(roles.tenantId, db.tenant), eq(roles.id, id)));
}

/** Takes the role away from everybody, and itself. */
export function removeRole(db: Queries, id: string) {
  return [
    db.delete(userRoles).where(and(eq(userRoles.tenantId, db.tenant), eq(userRoles.role, id))),
    db.delete(groupRoles).where(and(eq(groupRoles.tenantId, db.tenant), eq(groupRoles.role, id))),
    db.delete(roles).where(and(eq(roles.tenantId, db.tenant), eq(roles.id, id))),
  ] as const;
}
