import { sql } from "drizzle-orm";
import { heldRoles } from "#server/features/access/held-roles.store";
import type { Queries } from "#server/platform/database";

/** What somebody is to be given. */
export interface Grants {
  /** Built-in roles' names and custom roles' ids. */
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

/** One row: every role that comes with these roles and groups, and which of them there are. What is not there is left out. */
export function findGranted(db: Queries, { roles, groups }: Grants) {
  const tenant = sql`${db.tenant}::text`;
  const asked = { roles: listed(roles), groups: listed(groups) };
  return db
    .select({
      roles: heldRoles({ tenant, ...asked }),
      knownRoles: sql<
        string[]
      >`(select coalesce(jsonb_agg(r.id), '[]') from roles r where r.tenant_id = ${tenant} and r.id in (${asked.roles}))`,
      knownGroups: sql<
        string[]
      >`(select coalesce(jsonb_agg(g.id), '[]') from groups g where g.tenant_id = ${tenant} and g.id in (${asked.groups}))`,
    })
    .from(sql`(values (1)) as one`);
}

const listed = (ids: readonly string[]) => sql`select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)`;
