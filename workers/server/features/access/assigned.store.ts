import { and, eq, or, isNotNull, inArray, sql } from "drizzle-orm";
import { groups, roles, userGroups } from "#schema/postgres/server/groups";
import { claimMappingRules } from "#schema/postgres/server/identities";
import { userRoles } from "#schema/postgres/server/users";
import { builtInRoles } from "#schema/permissions";
import { rolesOfGroup } from "#server/features/access/held-roles.store";
import type { Queries } from "#server/platform/database";

const rule = { claim: claimMappingRules.claim, match: claimMappingRules.match, value: claimMappingRules.value };

/** What was given to somebody, roles that are gone left out; with the rule that gave it. */
export function findAssignedRoles(db: Queries, userId: string) {
  return db
    .select({
      id: userRoles.role,
      name: sql<string>`coalesce(${roles.name}, ${userRoles.role})`,
      custom: roles.permissions,
      origin: userRoles.origin,
      ruleId: userRoles.ruleId,
      rule,
    })
    .from(userRoles)
    .leftJoin(roles, and(eq(roles.tenantId, userRoles.tenantId), eq(roles.id, userRoles.role)))
    .leftJoin(claimMappingRules, and(eq(claimMappingRules.tenantId, userRoles.tenantId), eq(claimMappingRules.id, userRoles.ruleId)))
    .where(
      and(
        eq(userRoles.tenantId, db.tenant),
        eq(userRoles.userId, userId),
        or(isNotNull(roles.id), inArray(userRoles.role, Object.keys(builtInRoles))),
      ),
    )
    .orderBy(sql`lower(coalesce(${roles.name}, ${userRoles.role}))`, userRoles.origin, userRoles.ruleId);
}

export function findAssignedGroups(db: Queries, userId: string) {
  return db
    .select({ id: groups.id, name: groups.name, origin: userGroups.origin, ruleId: userGroups.ruleId, rule })
    .from(userGroups)
    .innerJoin(groups, and(eq(groups.tenantId, userGroups.tenantId), eq(groups.id, userGroups.groupId)))
    .leftJoin(claimMappingRules, and(eq(claimMappingRules.tenantId, userGroups.tenantId), eq(claimMappingRules.id, userGroups.ruleId)))
    .where(and(eq(userGroups.tenantId, db.tenant), eq(userGroups.userId, userId)))
    .orderBy(sql`lower(${groups.name})`, userGroups.origin, userGroups.ruleId);
}

/** Every group with the roles that it holds itself. */
export function findGroupNodes(db: Queries) {
  return db
    .select({ id: groups.id, name: groups.name, parentId: groups.parentId, roles: rolesOfGroup })
    .from(groups)
    .where(eq(groups.tenantId, db.tenant));
}
