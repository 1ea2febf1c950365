import type { acceptInvitation as endpoint } from "#schema/contract/invitations";
import { Problem } from "#schema/problems";
import type { Grants } from "#server/features/access/index";
import { findGranted, giveDirectly, isBuiltIn } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { hashPassword, insertUser, requireGoodPassword } from "#server/features/auth/index";
import { guessLink, overLink } from "#server/features/invitations/guess-link";
import { takeLink } from "#server/features/invitations/links.store";
import { requireRoom } from "#server/features/license/index";
import type { Verb } from "#server/platform/call";
import type { Queries } from "#server/platform/database";
import { isUniqueViolation } from "#server/platform/database-errors";

export const acceptInvitation: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const { username, displayName, password, secret } = body;
  const { link, forgive } = await guessLink(deps, ctx, { secret, action: "invitation.accept", kind: "invitation" });
  requireGoodPassword(password, { username, pointer: "/body/password" });
  const passwordHash = await hashPassword(password);
  const createdAt = deps.clock.now();
  const user = { id: deps.newId("user"), username, displayName, roles: [], passwordHash, createdAt };
  try {
    await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
      if ((await takeLink(tx, { id: link.id, at: createdAt })).length === 0) throw overLink();
      await requireRoom(deps, tx, "users");
      const grants = await stillThere(tx, link);
      for (const statement of [...insertUser(tx, user), ...giveDirectly(tx, user.id, grants), ...forgive(tx)]) await statement;
      const detail = { invitation: link.id, invitedBy: link.createdBy, recipient: link.recipient, username, displayName, ...grants };
      await auditRow(tx, { deps, ctx }, { action: "invitation.accept", actor: username, target: user.id, outcome: "success", detail });
    });
  } catch (thrown) {
    if (!isUniqueViolation(thrown, "users_username")) throw thrown;
    throw new Problem("conflict", { detail: "There is a user with this name.", errors: [{ pointer: "/body/username", detail: "Taken" }] });
  }
  return { username };
};

/** What was promised, without the roles and groups that were deleted since. */
async function stillThere(tx: Queries, { roles, groups }: Grants): Promise<Grants> {
  const [found] = await findGranted(tx, { roles, groups });
  return {
    roles: roles.filter((id) => isBuiltIn(id) || found?.knownRoles.includes(id)),
    groups: groups.filter((id) => found?.knownGroups.includes(id)),
  };
}
