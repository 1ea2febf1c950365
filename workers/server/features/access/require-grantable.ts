import type { Permission } from "#schema/permissions";
import type { ProblemPlace } from "#schema/problems";
import { Problem } from "#schema/problems";
import type { Grants } from "#server/features/access/granted.store";
import { findGranted } from "#server/features/access/granted.store";
import type { Role } from "#server/features/access/role";
import { isBuiltIn, permissionsOf } from "#server/features/access/role";
import type { Actor } from "#server/platform/call";
import type { Queries } from "#server/platform/database";

/**
 * Lets somebody give roles and memberships only when they hold every permission that comes with them. Returns all roles that do: those
 * named, those of the groups and of the groups above. Throws `not-grantable`, and `invalid-request` for what is not there.
 */
export async function requireGrantable(db: Queries, actor: Actor, grants: Grants): Promise<readonly Role[]> {
  const [found] = await findGranted(db, grants);
  const { roles = [], knownRoles = [], knownGroups = [] } = found ?? {};
  requireKnown([
    ...places("roles", grants.roles, (id) => isBuiltIn(id) || knownRoles.includes(id)),
    ...places("groups", grants.groups, (id) => knownGroups.includes(id)),
  ]);
  requirePermissions(actor, permissionsOf(roles));
  return roles;
}

/** Throws `not-grantable` unless the actor holds all of these. */
export function requirePermissions(actor: Actor, permissions: readonly Permission[]): void {
  const held: ReadonlySet<Permission> = actor.kind === "user" ? actor.permissions : new Set();
  const lacking = permissions.filter((permission) => !held.has(permission));
  if (lacking.length > 0) throw new Problem("not-grantable", { detail: `You do not hold ${lacking.join(", ")}.` });
}

function places(part: keyof Grants, ids: readonly string[], isKnown: (id: string) => boolean): ProblemPlace[] {
  return ids.flatMap((id, index) => (isKnown(id) ? [] : [{ pointer: `/body/${part}/${index}`, detail: `There is no ${id}` }]));
}

function requireKnown(errors: readonly ProblemPlace[]): void {
  if (errors.length > 0) throw new Problem("invalid-request", { detail: errors.map(({ detail }) => detail).join("; "), errors });
}
