export type { Grants } from "#server/features/access/granted.store";
export { findGranted } from "#server/features/access/granted.store";
export { groupsOfUserByName, rolesOfUser } from "#server/features/access/held-roles.store";
export type { SignInWays } from "#server/features/access/keep-administrator";
export { keepAdministrator } from "#server/features/access/keep-administrator";
export { nameKey } from "#server/features/access/name-key";
export { requireGrantable, requirePermissions } from "#server/features/access/require-grantable";
export type { Role } from "#server/features/access/role";
export { builtInRole, isBuiltIn, permissionsOf } from "#server/features/access/role";
