import { and, asc, eq, sql } from "drizzle-orm";
import { roles } from "#schema/postgres/server/groups";
import { claimMappingRules } from "#schema/postgres/server/identities";
import { heldRoles } from "#server/features/access/index";
import type { Queries } from "#server/platform/database";

const rule = claimMappingRules;
const targetIf = (action: string) => sql`select claim_mapping_rules.target where claim_mapping_rules.action = ${action}`;

/** Rules whose role or group is gone give nothing. */
const targetIsThere = sql`(
  claim_mapping_rules.target in ('VIEWER', 'OPERATOR', 'ADMIN')
  or exists (select from roles r where r.tenant_id = claim_mapping_rules.tenant_id and r.id = claim_mapping_rules.target)
  or exists (select from groups g where g.tenant_id = claim_mapping_rules.tenant_id and g.id = claim_mapping_rules.target)
)`;

/** The enabled rules, each with the name of what it gives and all roles that come with it. */
export function findRules(db: Queries) {
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
      targetName: sql<string>`coalesce(
        (select g.name from groups g where g.tenant_id = claim_mapping_rules.tenant_id and g.id = claim_mapping_rules.target),
        (select r.name from roles r where r.tenant_id = claim_mapping_rules.tenant_id and r.id = claim_mapping_rules.target),
        claim_mapping_rules.target
      )`,
      roles: heldRoles({ tenant: sql`claim_mapping_rules.tenant_id`, roles: targetIf("assignRole"), groups: targetIf("addToGroup") }),
    })
    .from(rule)
    .where(and(eq(rule.tenantId, db.tenant), eq(rule.enabled, true), targetIsThere))
    .orderBy(asc(rule.priority), asc(rule.id));
}

export function findCustomRoles(db: Queries) {
  return db.select({ id: roles.id, name: roles.name, permissions: roles.permissions }).from(roles).where(eq(roles.tenantId, db.tenant));
}
