import { and, asc, desc, eq, gte, isNull, sql } from "drizzle-orm";
import { groups, roles, userGroups } from "#schema/postgres/server/groups";
import { claimMappingRules, identities } from "#schema/postgres/server/identities";
import { userRoles, users } from "#schema/postgres/server/users";
import { rolesFromAbove, rolesOfGroup } from "#server/features/access/index";
import { directRoles } from "#server/features/oidc/index";
import type { Queries } from "#server/platform/database";

const rule = claimMappingRules;
export type RuleRow = Omit<typeof rule.$inferSelect, "tenantId">;

const holders = sql<number>`(
  select count(distinct held.user_id)::int from (
    select r.user_id, r.rule_id from user_roles r where r.tenant_id = claim_mapping_rules.tenant_id
    union all select g.user_id, g.rule_id from user_groups g where g.tenant_id = claim_mapping_rules.tenant_id
  ) held where held.rule_id = claim_mapping_rules.id
)`;

/** In the order of evaluation. */
export function findAllRules(db: Queries) {
  return db
    .select({
      id: rule.id,
      claim: rule.claim,
      match: rule.match,
      value: rule.value,
      action: rule.action,
      target: rule.target,
      priority: rule.priority,
      enabled: rule.enabled,
      holders,
    })
    .from(rule)
    .where(eq(rule.tenantId, db.tenant))
    .orderBy(asc(rule.priority), asc(rule.id));
}

export function insertRule(db: Queries, row: RuleRow) {
  return db.insert(rule).values({ tenantId: db.tenant, ...row });
}

export function changeRule(db: Queries, id: string, change: Omit<RuleRow, "id" | "createdBy" | "createdAt">) {
  return db
    .update(rule)
    .set(change)
    .where(and(eq(rule.tenantId, db.tenant), eq(rule.id, id)));
}

/** One change of the rules at a time; holds until the transaction ends. */
export function lockRules(db: Queries) {
  return db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`claim-mappings|${db.tenant}`}, 0))`);
}

/** The rule, and everything that it has given. */
export function deleteRule(db: Queries, id: string) {
  return [
    db.delete(userRoles).where(and(eq(userRoles.tenantId, db.tenant), eq(userRoles.ruleId, id))),
    db.delete(userGroups).where(and(eq(userGroups.tenantId, db.tenant), eq(userGroups.ruleId, id))),
    db.delete(rule).where(and(eq(rule.tenantId, db.tenant), eq(rule.id, id))),
  ] as const;
}

export function findGroupTargets(db: Queries) {
  return db
    .select({ id: groups.id, name: groups.name, own: rolesOfGroup, above: rolesFromAbove })
    .from(groups)
    .where(eq(groups.tenantId, db.tenant));
}

export function findRoleTargets(db: Queries) {
  return db.select({ id: roles.id, name: roles.name, permissions: roles.permissions }).from(roles).where(eq(roles.tenantId, db.tenant));
}

/** The claims of somebody's last sign-in. */
export function findLastClaims(db: Queries, userId: string) {
  return db
    .select({ claims: identities.claims })
    .from(identities)
    .where(and(eq(identities.tenantId, db.tenant), eq(identities.userId, userId)))
    .orderBy(desc(identities.lastSeenAt))
    .limit(1);
}

/** Who signed in since then, the latest first; without those that are disabled. */
export function findRecent(db: Queries, recent: { readonly since: number; readonly limit: number }) {
  return db
    .select({
      id: sql<string>`coalesce(${identities.userId}, ${identities.id})`,
      username: sql<string>`coalesce(${users.username}, ${identities.username})`,
      lastSeenAt: identities.lastSeenAt,
      claims: identities.claims,
      directRoles,
    })
    .from(identities)
    .leftJoin(users, and(eq(users.tenantId, identities.tenantId), eq(users.id, identities.userId)))
    .where(and(eq(identities.tenantId, db.tenant), gte(identities.lastSeenAt, recent.since), isNull(users.disabledAt)))
    .orderBy(desc(identities.lastSeenAt))
    .limit(recent.limit);
}
