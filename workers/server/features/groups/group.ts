import type { Role } from "#server/features/access/index";

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly parentId: string | null;
  readonly roles: readonly Role[];
  readonly inheritedRoles: readonly Role[];
  readonly members: number;
}

const named = ({ id, name }: Role) => ({ id, name });

/** As the contract shows a group. */
export function shownGroup(group: Group) {
  return { ...group, roles: group.roles.map(named), inheritedRoles: group.inheritedRoles.map(named) };
}

/** What can be changed about a group, for the audit log. */
export function toldGroup({ name, description, parentId, roles }: Group) {
  return { name, description, parentId, roles: roles.map((role) => role.id) };
}
