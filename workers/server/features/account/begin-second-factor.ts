import type { beginSecondFactor as endpoint } from "#schema/contract/account";
import { Problem } from "#schema/problems";
import { requirePassword } from "#server/features/account/own-password";
import { auditRow } from "#server/features/audit/index";
import { proveOwnPassword } from "#server/features/auth/index";
import { newSharedSecret, sealSecret, storeUnconfirmed, uriOf } from "#server/features/second-factor/index";
import type { Verb } from "#server/platform/call";

export const beginSecondFactor: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  await requirePassword(deps, ctx);
  const { id, username, forgive } = await proveOwnPassword(deps, ctx, { ...body, action: "second-factor.begin" });
  const secret = newSharedSecret();
  const factor = { userId: id, sealedSecret: await sealSecret(deps, id, secret), begunAt: deps.clock.now() };
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const stored = await storeUnconfirmed(tx, factor);
    if (stored.length === 0) throw new Problem("conflict", { detail: "There is a second factor. Remove it first." });
    for (const statement of forgive(tx)) await statement;
    await auditRow(tx, { deps, ctx }, { action: "second-factor.begin", target: id, outcome: "success" });
  });
  return { secret, uri: uriOf(secret, username) };
};
