import { and, eq, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { userGroups } from "#schema/postgres/server/groups";
import { userRoles } from "#schema/postgres/server/users";
import type { Given } from "#server/features/oidc/index";
import type { Queries } from "#server/platform/database";

const managedRoles = (db: Queries, userId: string) =>
  and(eq(userRoles.tenantId, db.tenant), eq(userRoles.userId, userId), eq(userRoles.origin, "managed"));
const managedGroups = (db: Queries, userId: string) =>
  and(eq(userGroups.tenantId, db.tenant), eq(userGroups.userId, userId), eq(userGroups.origin, "managed"));

export function findManaged(db: Queries, userId: string) {
  return unionAll(
    db
      .select({ kind: sql<"role" | "group">`'role'`.as("kind"), target: userRoles.role, because: userRoles.ruleId })
      .from(userRoles)
      .where(managedRoles(db, userId)),
    db
      .select({ kind: sql<"role" | "group">`'group'`.as("kind"), target: userGroups.groupId, because: userGroups.ruleId })
      .from(userGroups)
      .where(managedGroups(db, userId)),
  );
}

export function takeManaged(db: Queries, userId: string) {
  return [db.delete(userRoles).where(managedRoles(db, userId)), db.delete(userGroups).where(managedGroups(db, userId))] as const;
}

export function giveManagedRoles(db: Queries, userId: string, given: readonly Given[]) {
  const row = ({ target, because }: Given) => ({ tenantId: db.tenant, userId, role: target, origin: "managed" as const, ruleId: because });
  return db.insert(userRoles).values(given.map(row)).onConflictDoNothing();
}

export function giveManagedGroups(db: Queries, userId: string, given: readonly Given[]) {
  const row = ({ target, because }: Given) => ({
    tenantId: db.tenant,
    userId,
    groupId: target,
    origin: "managed" as const,
    ruleId: because,
  });
  return db.insert(userGroups).values(given.map(row)).onConflictDoNothing();
}
