import type { changePassword as endpoint } from "#schema/contract/auth";
import { auditRow } from "#server/features/audit/index";
import { hashPassword } from "#server/features/auth/password";
import { endSignIns } from "#server/features/auth/sessions.store";
import { provePassword } from "#server/features/auth/sign-in";
import { ownSignIn, signedIn } from "#server/features/auth/signed-in";
import { replacePassword } from "#server/features/auth/users.store";
import { raiseEpoch } from "#server/features/epochs/index";
import type { Verb } from "#server/platform/call";

export const changePassword: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const actor = signedIn(ctx);
  const attempt = { username: actor.subject, password: body.current, action: "password.change" };
  const { forgive, id } = await provePassword(deps, ctx, attempt);
  const passwordHash = await hashPassword(body.next);
  const db = deps.db.forTenant(ctx.tenant);
  const at = deps.clock.now();
  await db.batch([
    replacePassword(db, { userId: id, passwordHash, at }),
    ...endSignIns(db, { userId: id, at, except: ownSignIn(actor) }),
    ...forgive(db),
    raiseEpoch(db),
    auditRow(db, { deps, ctx }, { action: "password.change", target: id, outcome: "success" }),
  ]);
};
