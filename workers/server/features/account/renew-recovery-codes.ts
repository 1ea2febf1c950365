import type { renewRecoveryCodes as endpoint } from "#schema/contract/account";
import { auditRow } from "#server/features/audit/index";
import { proveOwnBoth } from "#server/features/auth/index";
import { hashOfRecoveryCode, newRecoveryCodes, replaceRecoveryCodes } from "#server/features/second-factor/index";
import type { Verb } from "#server/platform/call";

export const renewRecoveryCodes: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const { id, forgive } = await proveOwnBoth(deps, ctx, { ...body, action: "recovery-codes.renew" });
  const codes = newRecoveryCodes();
  const hashes = await Promise.all(codes.map((code) => hashOfRecoveryCode(id, code)));
  const db = deps.db.forTenant(ctx.tenant);
  const audit = auditRow(db, { deps, ctx }, { action: "recovery-codes.renew", target: id, outcome: "success" });
  await db.batch([...replaceRecoveryCodes(db, id, hashes), ...forgive(db), audit]);
  return { recoveryCodes: codes };
};
