import type { Link } from "#server/features/invitations/link";
import { stateOf } from "#server/features/invitations/link";
import { findGroupNames, findRoleNames } from "#server/features/invitations/links.store";
import { isoOf } from "#server/platform/clock";
import type { Queries } from "#server/platform/database";

/** What an id of a role or a group is called; one that is gone, and a built-in role, by its id. */
export type NameOf = (id: string) => string;

export async function readNames(db: Queries): Promise<NameOf> {
  const named = [...(await findRoleNames(db)), ...(await findGroupNames(db))];
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

/** As the contract shows a link. */
export function shownLink(link: Omit<Link, "usedAt" | "revokedAt" | "passwordChangedAt"> & Partial<Link>, nameOf: NameOf, nowMs: number) {
  const whole: Link = { usedAt: null, revokedAt: null, passwordChangedAt: null, ...link };
  return {
    id: link.id,
    kind: link.kind,
    recipient: link.recipient,
    roles: link.roles.map(nameOf).toSorted(),
    groups: link.groups.map(nameOf).toSorted(),
    createdBy: link.createdBy,
    createdAt: isoOf(link.createdAt),
    expiresAt: isoOf(link.expiresAt),
    state: stateOf(whole, nowMs),
  } as const;
}
