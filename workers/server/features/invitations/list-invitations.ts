import type { listInvitations as endpoint } from "#schema/contract/invitations";
import { dayMs } from "#server/features/invitations/link";
import { readNames, shownLink } from "#server/features/invitations/link-view";
import { findLinks } from "#server/features/invitations/links.store";
import type { Verb } from "#server/platform/call";

export const listInvitations: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const nowMs = deps.clock.now();
  const [links, nameOf] = await Promise.all([findLinks(db, nowMs - 90 * dayMs), readNames(db)]);
  return { items: links.map((link) => shownLink(link, nameOf, nowMs)) };
};
