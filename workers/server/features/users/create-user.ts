import type { createUser as endpoint } from "#schema/contract/users";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { hashPassword, insertUser } from "#server/features/auth/index";
import { shown } from "#server/features/users/user";
import type { Verb } from "#server/platform/call";
import { isUniqueViolation } from "#server/platform/database-errors";

export const createUser: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const { username, displayName } = body;
  const roles = [...new Set(body.roles)].toSorted();
  const user = { id: deps.newId("user"), username, displayName, roles, createdAt: deps.clock.now() };
  const passwordHash = await hashPassword(body.password);
  const audit = auditRow(db, { deps, ctx }, { action: "user.create", target: user.id, outcome: "success", detail: { username, roles } });
  try {
    await db.batch([...insertUser(db, { ...user, passwordHash }), audit]);
  } catch (thrown) {
    if (!isUniqueViolation(thrown, "users_username")) throw thrown;
    throw new Problem("conflict", { detail: "There is a user with this name.", errors: [{ pointer: "/body/username", detail: "Taken" }] });
  }
  return shown({ ...user, disabledAt: null, lastSignInAt: null });
};
