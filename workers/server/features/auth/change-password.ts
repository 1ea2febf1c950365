import type { changePassword as endpoint } from "#schema/contract/auth";
import { auditRow } from "#server/features/audit/index";
import { hashPassword } from "#server/features/auth/password";
import { requireGoodPassword } from "#server/features/auth/password-policy";
import { proveOwnPassword } from "#server/features/auth/prove-own";
import { endSignIns } from "#server/features/auth/sessions.store";
import { ownSignIn, signedIn } from "#server/features/auth/signed-in";
import { replacePassword } from "#server/features/auth/users.store";
import { raiseEpoch } from "#server/features/epochs/index";
import type { Verb } from "#server/platform/call";

export const changePassword: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const { forgive, id, username } = await proveOwnPassword(deps, ctx, { password: body.current, action: "password.change" });
  requireGoodPassword(body.next, { username, pointer: "/body/next" });
  const passwordHash = await hashPassword(body.next);
  const db = deps.db.forTenant(ctx.tenant);
  const at = deps.clock.now();
  await db.batch([
    replacePassword(db, { userId: id, passwordHash, at }),
    ...endSignIns(db, { userId: id, at, except: ownSignIn(signedIn(ctx)) }),
    ...forgive(db),
    raiseEpoch(db),
    auditRow(db, { deps, ctx }, { action: "password.change", target: id, outcome: "success" }),
  ]);
};
