import type { Role } from "#server/features/access/role";
import { builtInRole, isBuiltIn } from "#server/features/access/role";
import { findAssignedGroups, findAssignedRoles } from "#server/features/access/assigned.store";
import type { Queries } from "#server/platform/database";

export type Origin = "direct" | "managed";

/** Why an assignment is there: the rule that gave it, null when a person did. */
export type Because = { readonly id: string; readonly summary: string } | null;

export interface AssignedRole {
  readonly role: Role;
  readonly origin: Origin;
  readonly rule: Because;
}

export interface AssignedGroup {
  readonly group: { readonly id: string; readonly name: string };
  readonly origin: Origin;
  readonly rule: Because;
}

/** What was given to somebody, directly and by rules. */
export interface Assigned {
  readonly roles: readonly AssignedRole[];
  readonly groups: readonly AssignedGroup[];
}

export async function assignedTo(db: Queries, userId: string): Promise<Assigned> {
  const roles = await findAssignedRoles(db, userId);
  const groups = await findAssignedGroups(db, userId);
  return {
    roles: roles.map((row) => ({ role: roleOf(row), origin: row.origin, rule: becauseOf(row) })),
    groups: groups.map((row) => ({ group: { id: row.id, name: row.name }, origin: row.origin, rule: becauseOf(row) })),
  };
}

function roleOf({ id, name, custom }: { id: string; name: string; custom: Role["permissions"] | null }): Role {
  return isBuiltIn(id) ? builtInRole(id) : { id, name, permissions: custom ?? [] };
}

interface Reason {
  readonly ruleId: string;
  readonly rule: { readonly claim: string; readonly match: string; readonly value: string } | null;
}

/** What gives without being a rule, such as a token's scope, says itself what it is. */
function becauseOf({ ruleId, rule }: Reason): Because {
  if (ruleId === "") return null;
  return { id: ruleId, summary: rule === null ? ruleId : `${rule.claim} ${rule.match} ${rule.value}` };
}
