import type { updateUser as endpoint } from "#schema/contract/users";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { endSignIns, hashPassword, raiseEpoch, replacePassword } from "#server/features/auth/index";
import type { User, UserChange } from "#server/features/users/user";
import { losesAdministrator, shown } from "#server/features/users/user";
import { findOtherAdministrator, findUser, lockAdministrators, replaceDirectRoles, setProfile } from "#server/features/users/users.store";
import type { Verb } from "#server/platform/call";
import type { Queries } from "#server/platform/database";

export const updateUser: Verb<typeof endpoint> = async (deps, { params, body, ctx }) => {
  const passwordHash = body.password === undefined ? undefined : await hashPassword(body.password);
  const at = deps.clock.now();
  return deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    await lockAdministrators(tx);
    const [user] = await findUser(tx, params.id);
    if (user === undefined) throw new Problem("not-found");
    if (losesAdministrator(user, body) && (await findOtherAdministrator(tx, user.id)).length === 0) throw new Problem("last-administrator");
    const changed = await change(tx, user, { ...body, passwordHash, at });
    await raiseEpoch(tx);
    await auditRow(tx, { deps, ctx }, { action: "user.update", target: user.id, outcome: "success", detail: told(user, body) });
    return shown(changed);
  });
};

async function change(tx: Queries, user: User, to: UserChange & { passwordHash: string | undefined; at: number }): Promise<User> {
  const disabledAt = to.disabled === undefined ? user.disabledAt : to.disabled ? (user.disabledAt ?? to.at) : null;
  const displayName = to.displayName ?? user.displayName;
  await setProfile(tx, user.id, { displayName, disabledAt });
  if (to.roles !== undefined) for (const statement of replaceDirectRoles(tx, user.id, [...new Set(to.roles)])) await statement;
  if (to.passwordHash !== undefined) await replacePassword(tx, { userId: user.id, passwordHash: to.passwordHash, at: to.at });
  if (to.passwordHash !== undefined || disabledAt !== null) {
    for (const statement of endSignIns(tx, { userId: user.id, at: to.at, except: "" })) await statement;
  }
  const [changed = user] = await findUser(tx, user.id);
  return changed;
}

/** Before and after of what was asked for; that a password was set, never which. */
function told(user: User, { password, ...asked }: UserChange): Record<string, unknown> {
  const { displayName, roles } = user;
  return { before: { displayName, roles, disabled: user.disabledAt !== null }, asked, passwordSet: password !== undefined };
}
