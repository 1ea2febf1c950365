import type { createUser as endpoint } from "#schema/contract/users";
import { Problem } from "#schema/problems";
import { giveDirectly, requireGrantable } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { hashPassword, insertUser, requireGoodPassword } from "#server/features/auth/index";
import { requireRoom } from "#server/features/license/index";
import { findAccount } from "#server/features/users/find-person";
import { shownAccount } from "#server/features/users/person";
import type { Verb } from "#server/platform/call";
import { isUniqueViolation } from "#server/platform/database-errors";

export const createUser: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  if (!deps.config.localLogin) throw new Problem("local-login-disabled");
  const { username, displayName, roles, groups } = body;
  requireGoodPassword(body.password, { username, pointer: "/body/password" });
  const user = { id: deps.newId("user"), username, displayName, roles: [], createdAt: deps.clock.now() };
  const passwordHash = await hashPassword(body.password);
  try {
    return await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
      await requireGrantable(tx, ctx.actor, { roles, groups });
      await requireRoom(deps, tx, "users");
      for (const statement of insertUser(tx, { ...user, passwordHash })) await statement;
      for (const statement of giveDirectly(tx, user.id, { roles, groups })) await statement;
      const detail = { username, displayName, roles, groups };
      await auditRow(tx, { deps, ctx }, { action: "user.create", target: user.id, outcome: "success", detail });
      return shownAccount(await findAccount(tx, user.id));
    });
  } catch (thrown) {
    if (!isUniqueViolation(thrown, "users_username")) throw thrown;
    throw new Problem("conflict", { detail: "There is a user with this name.", errors: [{ pointer: "/body/username", detail: "Taken" }] });
  }
};
