import { and, eq } from "drizzle-orm";
import { userGroups } from "#schema/postgres/server/groups";
import { userRoles } from "#schema/postgres/server/users";
import type { Grants } from "#server/features/access/granted.store";
import type { Queries } from "#server/platform/database";

/** The statements that give somebody roles and memberships directly; what they hold already they keep. */
export function giveDirectly(db: Queries, userId: string, { roles, groups }: Grants) {
  const given = { tenantId: db.tenant, userId, origin: "direct" as const };
  return [
    ...(roles.length === 0
      ? []
      : [
          insertRoles(
            db,
            roles.map((role) => ({ ...given, role })),
          ),
        ]),
    ...(groups.length === 0
      ? []
      : [
          insertGroups(
            db,
            groups.map((groupId) => ({ ...given, groupId })),
          ),
        ]),
  ];
}

const insertRoles = (db: Queries, rows: (typeof userRoles.$inferInsert)[]) => db.insert(userRoles).values(rows).onConflictDoNothing();
const insertGroups = (db: Queries, rows: (typeof userGroups.$inferInsert)[]) => db.insert(userGroups).values(rows).onConflictDoNothing();

/** Takes all roles that were given directly; what rules have given stays. */
export function takeDirectRoles(db: Queries, userId: string) {
  return db.delete(userRoles).where(and(eq(userRoles.tenantId, db.tenant), eq(userRoles.userId, userId), eq(userRoles.origin, "direct")));
}

/** Takes all memberships that were given directly, or that of one group. */
export function takeDirectGroups(db: Queries, userId: string, groupId?: string) {
  const one = groupId === undefined ? undefined : eq(userGroups.groupId, groupId);
  return db
    .delete(userGroups)
    .where(and(eq(userGroups.tenantId, db.tenant), eq(userGroups.userId, userId), eq(userGroups.origin, "direct"), one))
    .returning({ groupId: userGroups.groupId });
}
