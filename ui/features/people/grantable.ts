import type { Permission } from "#schema/permissions";
import type { Group } from "#ui/features/people/queries/groups.ts";
import type { Role } from "#ui/features/people/queries/roles.ts";

/** Roles that one may give: those with nothing that one does not hold. */
export function grantableRoles(roles: readonly Role[], held: readonly Permission[]): readonly Role[] {
  return roles.filter((role) => role.permissions.every((permission) => held.includes(permission)));
}

/** Groups into which one may put somebody, or a group: those whose roles, also from above, one may give. */
export function grantableGroups(groups: readonly Group[], roles: readonly Role[]): readonly Group[] {
  const allowed = new Set(roles.map(({ id }) => id));
  return groups.filter((group) => [...group.roles, ...group.inheritedRoles].every(({ id }) => allowed.has(id)));
}
