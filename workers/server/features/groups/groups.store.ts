import { and, asc, eq, sql } from "drizzle-orm";
import { groupRoles, groups, userGroups } from "#schema/postgres/server/groups";
import { users } from "#schema/postgres/server/users";
import { rolesFromAbove, rolesOfGroup } from "#server/features/access/index";
import type { Queries } from "#server/platform/database";

const columns = {
  id: groups.id,
  name: groups.name,
  description: groups.description,
  parentId: groups.parentId,
  roles: rolesOfGroup,
  inheritedRoles: rolesFromAbove,
  members: sql`(
    select count(distinct m.user_id) from user_groups m where m.tenant_id = groups.tenant_id and m.group_id = groups.id
  )`.mapWith(Number),
};

export function findGroups(db: Queries) {
  return db.select(columns).from(groups).where(eq(groups.tenantId, db.tenant)).orderBy(asc(groups.nameKey));
}

export function findGroup(db: Queries, id: string) {
  return db
    .select(columns)
    .from(groups)
    .where(and(eq(groups.tenantId, db.tenant), eq(groups.id, id)));
}

/** Every group's place. */
export function findPlaces(db: Queries) {
  return db.select({ id: groups.id, parentId: groups.parentId }).from(groups).where(eq(groups.tenantId, db.tenant));
}

/** Who is in the group itself; once for each origin. */
export function findMembers(db: Queries, groupId: string) {
  return db
    .selectDistinct({
      id: users.id,
      username: users.username,
      displayName: users.displayName,
      origin: userGroups.origin,
      usernameKey: users.usernameKey,
    })
    .from(userGroups)
    .innerJoin(users, and(eq(users.tenantId, userGroups.tenantId), eq(users.id, userGroups.userId)))
    .where(and(eq(userGroups.tenantId, db.tenant), eq(userGroups.groupId, groupId)))
    .orderBy(asc(users.usernameKey), asc(userGroups.origin));
}

export function insertGroup(db: Queries, group: Omit<typeof groups.$inferInsert, "tenantId">) {
  return db.insert(groups).values({ tenantId: db.tenant, ...group });
}

export type GroupChange = Partial<Pick<typeof groups.$inferInsert, "name" | "nameKey" | "description" | "parentId">>;

export function setGroup(db: Queries, id: string, change: GroupChange) {
  return db
    .update(groups)
    .set(change)
    .where(and(eq(groups.tenantId, db.tenant), eq(groups.id, id)));
}

/** Makes these the roles that the group holds itself. */
export function replaceRoles(db: Queries, groupId: string, roles: readonly string[]) {
  const rows = roles.map((role) => ({ tenantId: db.tenant, groupId, role }));
  return [
    db.delete(groupRoles).where(and(eq(groupRoles.tenantId, db.tenant), eq(groupRoles.groupId, groupId))),
    ...(rows.length === 0 ? [] : [db.insert(groupRoles).values(rows).onConflictDoNothing()]),
  ];
}

/** Memberships and roles go with it. */
export function removeGroup(db: Queries, id: string) {
  return db.delete(groups).where(and(eq(groups.tenantId, db.tenant), eq(groups.id, id)));
}
