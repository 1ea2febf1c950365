import type { createPasswordReset as endpoint } from "#schema/contract/invitations";
import { Problem } from "#schema/problems";
import { permissionsOf, requirePermissions } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { dayMs } from "#server/features/invitations/link";
import { shownLink } from "#server/features/invitations/link-view";
import { insertLink, revokeResetsOf } from "#server/features/invitations/links.store";
import { newLink } from "#server/features/invitations/new-link";
import { findAccount } from "#server/features/users/index";
import type { Verb } from "#server/platform/call";

/** Whoever can set somebody's password can become them: they must hold all that the other one does. */
export const createPasswordReset: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  if (!deps.config.localLogin) throw new Problem("local-login-disabled");
  return deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const account = await findAccount(tx, params.id);
    requirePermissions(ctx.actor, permissionsOf(account.roles));
    if (!account.hasPassword) throw new Problem("conflict", { detail: "The identity provider keeps this user's password." });
    const wish = { kind: "password-reset", recipient: account.username, userId: account.id, roles: [], groups: [], lifeMs: dayMs } as const;
    const { link, url } = await newLink(deps, ctx, wish);
    await revokeResetsOf(tx, account.id, link.createdAt);
    await insertLink(tx, link);
    const detail = { username: account.username, link: link.id };
    await auditRow(tx, { deps, ctx }, { action: "password-reset.create", target: account.id, outcome: "success", detail });
    return { ...shownLink(link, (id) => id, link.createdAt), url };
  });
};
