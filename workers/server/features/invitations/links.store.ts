import type { SQL } from "drizzle-orm";
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { groups, roles } from "#schema/postgres/server/groups";
import { credentials, links } from "#schema/postgres/server/users";
import type { Link } from "#server/features/invitations/link";
import type { Queries } from "#server/platform/database";

/** More than anybody looks through. */
const listedAtMost = 1_000;

const passwordChangedAt: SQL<number | null> = sql`(
  select own.changed_at from credentials own where own.tenant_id = links.tenant_id and own.user_id = links.user_id
)`.mapWith(credentials.changedAt);

const columns = {
  id: links.id,
  kind: links.kind,
  recipient: links.recipient,
  userId: links.userId,
  roles: links.roles,
  groups: links.groups,
  createdBy: links.createdBy,
  createdAt: links.createdAt,
  expiresAt: links.expiresAt,
  usedAt: links.usedAt,
  revokedAt: links.revokedAt,
  passwordChangedAt,
};

export function findLinks(db: Queries, since: number) {
  return db
    .select(columns)
    .from(links)
    .where(and(eq(links.tenantId, db.tenant), gt(links.createdAt, since)))
    .orderBy(desc(links.createdAt), desc(links.id))
    .limit(listedAtMost);
}

export function findLink(db: Queries, id: string) {
  return db
    .select(columns)
    .from(links)
    .where(and(eq(links.tenantId, db.tenant), eq(links.id, id)));
}

export function findLinkBySecret(db: Queries, secretHash: string) {
  return db
    .select(columns)
    .from(links)
    .where(and(eq(links.tenantId, db.tenant), eq(links.secretHash, secretHash)));
}

/** Names of all custom roles and groups, by id. */
export function findRoleNames(db: Queries) {
  return db.select({ id: roles.id, name: roles.name }).from(roles).where(eq(roles.tenantId, db.tenant));
}

export function findGroupNames(db: Queries) {
  return db.select({ id: groups.id, name: groups.name }).from(groups).where(eq(groups.tenantId, db.tenant));
}

export type NewLink = Omit<Link, "usedAt" | "revokedAt" | "passwordChangedAt"> & { readonly secretHash: string };

export function insertLink(db: Queries, link: NewLink) {
  return db.insert(links).values({ tenantId: db.tenant, ...link });
}

const untouched = (db: Queries, id: string, at: number) =>
  and(eq(links.tenantId, db.tenant), eq(links.id, id), isNull(links.usedAt), isNull(links.revokedAt), gt(links.expiresAt, at));

/** Returns a row to the one caller who may use the link. */
export function takeLink(db: Queries, taken: { id: string; at: number }) {
  return db
    .update(links)
    .set({ usedAt: taken.at })
    .where(untouched(db, taken.id, taken.at))
    .returning({ id: links.id });
}

/** Returns a row when the link was open. */
export function revokeLink(db: Queries, revoked: { id: string; at: number }) {
  return db
    .update(links)
    .set({ revokedAt: revoked.at })
    .where(untouched(db, revoked.id, revoked.at))
    .returning({ id: links.id, kind: links.kind });
}

/** Of several links for one password only the newest is good. */
export function revokeResetsOf(db: Queries, userId: string, at: number) {
  return db
    .update(links)
    .set({ revokedAt: at })
    .where(and(eq(links.tenantId, db.tenant), eq(links.userId, userId), isNull(links.usedAt), isNull(links.revokedAt)));
}
