import type { removeSecondFactor as endpoint } from "#schema/contract/account";
import { auditRow } from "#server/features/audit/index";
import { proveOwnBoth } from "#server/features/auth/index";
import { removeSecondFactor as removal } from "#server/features/second-factor/index";
import type { Verb } from "#server/platform/call";

export const removeSecondFactor: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const { id, forgive } = await proveOwnBoth(deps, ctx, { ...body, action: "second-factor.remove" });
  const db = deps.db.forTenant(ctx.tenant);
  const audit = auditRow(db, { deps, ctx }, { action: "second-factor.remove", target: id, outcome: "success" });
  await db.batch([...removal(db, id), ...forgive(db), audit]);
};
