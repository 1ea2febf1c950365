import type { createInvitation as endpoint } from "#schema/contract/invitations";
import { Problem } from "#schema/problems";
import { requireGrantable } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { dayMs } from "#server/features/invitations/link";
import { readNames, shownLink } from "#server/features/invitations/link-view";
import { insertLink } from "#server/features/invitations/links.store";
import { newLink } from "#server/features/invitations/new-link";
import { requireRoom } from "#server/features/license/index";
import type { Verb } from "#server/platform/call";

export const createInvitation: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  if (!deps.config.localLogin) throw new Problem("local-login-disabled");
  const { recipient, validDays } = body;
  const grants = { roles: [...new Set(body.roles)], groups: [...new Set(body.groups)] };
  const { link, url } = await newLink(deps, ctx, { kind: "invitation", recipient, userId: null, ...grants, lifeMs: validDays * dayMs });
  return deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    await requireGrantable(tx, ctx.actor, grants);
    await requireRoom(deps, tx, "users");
    await insertLink(tx, link);
    const detail = { after: { recipient, ...grants, validDays } };
    await auditRow(tx, { deps, ctx }, { action: "invitation.create", target: link.id, outcome: "success", detail });
    return { ...shownLink(link, await readNames(tx), link.createdAt), url };
  });
};
