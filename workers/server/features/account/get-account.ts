import type { getAccount as endpoint } from "#schema/contract/account";
import { findPasswordAge } from "#server/features/account/account.store";
import { signedIn } from "#server/features/auth/index";
import { countRecoveryCodes, findSecondFactor } from "#server/features/second-factor/index";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";

export const getAccount: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const { userId } = signedIn(ctx);
  if (userId === null) return { passwordChangedAt: null, secondFactor: null };
  const db = deps.db.forTenant(ctx.tenant);
  const [[password], [factor], [codes]] = await db.batch([
    findPasswordAge(db, userId),
    findSecondFactor(db, userId),
    countRecoveryCodes(db, userId),
  ]);
  const since = factor?.confirmedAt ?? null;
  return {
    passwordChangedAt: password === undefined ? null : isoOf(password.changedAt),
    secondFactor: since === null ? null : { since: isoOf(since), recoveryCodesLeft: codes?.left ?? 0 },
  };
};
