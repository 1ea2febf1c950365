import type { SQL } from "drizzle-orm";
import { sql } from "drizzle-orm";
import type { Permission } from "#schema/permissions";
import { builtInRoles } from "#schema/permissions";
import type { Role } from "#server/features/access/role";
import { builtInRole, isBuiltIn } from "#server/features/access/role";

/** Where roles come from, as parts of a statement. */
interface Sources {
  readonly tenant: SQL;
  /** Selects ids of roles. */
  readonly roles: SQL;
  /** Selects ids of groups. */
  readonly groups: SQL;
}

/** The groups that `groups` selects and all above them, as a recursive `above (id)`; every group once, so that it ends whatever they hold. */
export function groupsAbove({ tenant, groups }: Pick<Sources, "tenant" | "groups">): SQL {
  return sql`recursive above (id) as (
    ${groups} union select g.parent_id from groups g join above on g.id = above.id where g.tenant_id = ${tenant} and g.parent_id is not null
  )`;
}

interface StoredRole {
  readonly id: string;
  readonly name: string;
  /** Null for a built-in role. */
  readonly permissions: readonly Permission[] | null;
}

const builtIn = sql.join(
  Object.keys(builtInRoles).map((name) => sql.raw(`'${name}'`)),
  sql`, `,
);

/** The roles themselves and those of the groups and of the groups above them, in alphabetical order; roles that are gone are left out. */
export function heldRoles({ tenant, roles, groups }: Sources): SQL<Role[]> {
  return sql`(
    with ${groupsAbove({ tenant, groups })},
    held (role) as (
      ${roles} union select granted.role from group_roles granted join above on granted.group_id = above.id where granted.tenant_id = ${tenant}
    )
    select coalesce(jsonb_agg(
      jsonb_build_object('id', held.role, 'name', coalesce(custom.name, held.role), 'permissions', custom.permissions)
      order by lower(coalesce(custom.name, held.role)), held.role
    ), '[]')
    from held left join roles custom on custom.tenant_id = ${tenant} and custom.id = held.role
    where custom.id is not null or held.role in (${builtIn})
  )`.mapWith((stored: readonly StoredRole[]) => stored.map(roleOf));
}

function roleOf({ id, name, permissions }: StoredRole): Role {
  return isBuiltIn(id) ? builtInRole(id) : { id, name, permissions: permissions ?? [] };
}

const user = { tenant: sql`users.tenant_id`, id: sql`users.id` };
const groupsOfUser = sql`select m.group_id from user_groups m where m.tenant_id = ${user.tenant} and m.user_id = ${user.id}`;

/** Every role of the user of the surrounding statement: given directly, by a rule, or through a group. */
export const rolesOfUser = heldRoles({
  tenant: user.tenant,
  roles: sql`select given.role from user_roles given where given.tenant_id = ${user.tenant} and given.user_id = ${user.id}`,
  groups: groupsOfUser,
});

/** Names of the groups of the user of the surrounding statement and of those above them, in alphabetical order. */
export const groupsOfUserByName: SQL<string[]> = sql<string[]>`(
  with ${groupsAbove({ tenant: user.tenant, groups: groupsOfUser })}
  select coalesce(jsonb_agg(g.name order by lower(g.name)), '[]')
  from groups g join above on above.id = g.id where g.tenant_id = ${user.tenant}
)`;

const noId = sql`select null::text where false`;

/** Roles that the group of the surrounding statement holds itself. */
export const rolesOfGroup = heldRoles({
  tenant: sql`groups.tenant_id`,
  roles: sql`select granted.role from group_roles granted where granted.tenant_id = groups.tenant_id and granted.group_id = groups.id`,
  groups: noId,
});

/** Roles that the members of the group of the surrounding statement have from the groups above it. */
export const rolesFromAbove = heldRoles({ tenant: sql`groups.tenant_id`, roles: noId, groups: sql`select groups.parent_id` });
