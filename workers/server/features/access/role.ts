import type { BuiltInRole, Permission } from "#schema/permissions";
import { builtInRoles, permissions } from "#schema/permissions";

/** A role with what it permits: a built-in one, whose id is its name, or a custom one. */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
}

export const isBuiltIn = (id: string): id is BuiltInRole => Object.hasOwn(builtInRoles, id);

export const builtInRole = (id: BuiltInRole): Role => ({ id, name: id, permissions: builtInRoles[id] });

/** What these roles permit together, in the catalogue's order. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  const held = new Set(roles.flatMap((role) => role.permissions));
  return catalogue.filter((permission) => held.has(permission));
}

export const catalogue = Object.keys(permissions) as Permission[];
