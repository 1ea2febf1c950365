import { sql } from "drizzle-orm";
import type { Queries } from "#server/platform/database";

/** One change of who holds what at a time; holds until the transaction ends. A statement of its own: the next one sees what the one before has done. */
export function lockAccess(db: Queries) {
  return db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`access|${db.tenant}`}, 0))`);
}

/** One row when there is somebody who holds ADMIN, however it came to them, is not disabled and has a way to sign in. */
export function findAdministrator(db: Queries, { localLogin, provider }: { readonly localLogin: boolean; readonly provider: boolean }) {
  const password = sql`exists (select from credentials c where c.tenant_id = u.tenant_id and c.user_id = u.id)`;
  const identity = sql`exists (select from identities i where i.tenant_id = u.tenant_id and i.user_id = u.id)`;
  return db.execute<{ id: string }>(sql`
    with recursive administrators (id) as (
      select granted.group_id from group_roles granted where granted.tenant_id = ${db.tenant} and granted.role = 'ADMIN'
      union select g.id from groups g join administrators on g.parent_id = administrators.id where g.tenant_id = ${db.tenant}
    )
    select u.id from users u where u.tenant_id = ${db.tenant} and u.disabled_at is null
    and (
      exists (select from user_roles given where given.tenant_id = u.tenant_id and given.user_id = u.id and given.role = 'ADMIN')
      or exists (
        select from user_groups m join administrators on administrators.id = m.group_id where m.tenant_id = u.tenant_id and m.user_id = u.id
      )
    )
    and (${localLogin} and ${password} or ${provider} and ${identity})
    limit 1
  `);
}
