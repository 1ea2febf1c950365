import { and, eq, sql } from "drizzle-orm";
import { identities } from "#schema/postgres/server/identities";
import { users } from "#schema/postgres/server/users";
import { heldRoles } from "#server/features/access/index";
import type { Queries } from "#server/platform/database";

/** Roles that a person has given to the user of the surrounding statement; what rules once gave at a sign-in is left out. */
export const directRoles = heldRoles({
  tenant: sql`users.tenant_id`,
  roles: sql`
    select given.role from user_roles given
    where given.tenant_id = users.tenant_id and given.user_id = users.id and given.origin = 'direct'
  `,
  groups: sql`
    select m.group_id from user_groups m where m.tenant_id = users.tenant_id and m.user_id = users.id and m.origin = 'direct'
  `,
});

/** Whom issuer and subject name; at most one. */
export function findIdentity(db: Queries, who: { readonly issuer: string; readonly subject: string }) {
  return db
    .select({
      id: identities.id,
      userId: identities.userId,
      lastSeenAt: identities.lastSeenAt,
      tokensValidAfter: identities.tokensValidAfter,
      disabledAt: users.disabledAt,
      directRoles,
    })
    .from(identities)
    .leftJoin(users, and(eq(users.tenantId, identities.tenantId), eq(users.id, identities.userId)))
    .where(and(eq(identities.tenantId, db.tenant), eq(identities.issuer, who.issuer), eq(identities.subject, who.subject)));
}

export interface SeenIdentity {
  /** Of a new one. */
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly at: number;
}

/** Notes that somebody was seen, with what the provider says of them now. Returns the identity's id. */
export function noteIdentity(db: Queries, { at, ...seen }: SeenIdentity) {
  const { username, displayName, email, claims } = seen;
  return db
    .insert(identities)
    .values({ tenantId: db.tenant, ...seen, firstSeenAt: at, lastSeenAt: at })
    .onConflictDoUpdate({
      target: [identities.tenantId, identities.issuer, identities.subject],
      set: { username, displayName, email, claims, lastSeenAt: at },
    })
    .returning({ id: identities.id, userId: identities.userId });
}
