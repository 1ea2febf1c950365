import type { confirmSecondFactor as endpoint } from "#schema/contract/account";
import { Problem } from "#schema/problems";
import { requirePassword } from "#server/features/account/own-password";
import type { AuditFact } from "#server/features/audit/index";
import { auditRow } from "#server/features/audit/index";
import { countAttempts, signedIn, throttlesOf } from "#server/features/auth/index";
import {
  confirmFactor,
  digitsOf,
  findSecondFactor,
  hashOfRecoveryCode,
  newRecoveryCodes,
  openSecret,
  replaceRecoveryCodes,
  stepOf,
} from "#server/features/second-factor/index";
import type { Context, Verb } from "#server/platform/call";
import { clientAddress } from "#server/platform/client-address";
import type { Deps } from "#server/platform/deps";

/** Who has not confirmed by then begins anew: a secret should not lie about. */
const confirmWithinMs = 30 * 60_000;

export const confirmSecondFactor: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  await requirePassword(deps, ctx);
  const { subject, userId } = signedIn(ctx);
  const id = userId ?? "";
  const failure: AuditFact = { action: "second-factor.confirm", target: id, outcome: "failure" };
  const throttles = await throttlesOf(subject, clientAddress(ctx.request, deps.config.trustedProxies));
  const forgive = await countAttempts(deps, ctx, { throttles, failure });
  const sealedSecret = await begunSecret(deps, ctx, id);
  const at = deps.clock.now();
  const step = stepOf(await openSecret(deps, id, sealedSecret), digitsOf(body.code) ?? "", at);
  if (step === null) {
    await auditRow(deps.db.forTenant(ctx.tenant), { deps, ctx }, { ...failure, detail: { reason: "wrong-code" } });
    throw new Problem("invalid-credentials", { detail: "The code is wrong. Is the clock of your phone right?" });
  }
  const codes = newRecoveryCodes();
  const hashes = await Promise.all(codes.map((code) => hashOfRecoveryCode(id, code)));
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const confirmed = await confirmFactor(tx, { userId: id, sealedSecret, step, at });
    if (confirmed.length === 0) throw new Problem("conflict", { detail: "The second factor was changed meanwhile." });
    for (const statement of [...replaceRecoveryCodes(tx, id, hashes), ...forgive(tx)]) await statement;
    await auditRow(tx, { deps, ctx }, { ...failure, outcome: "success" });
  });
  return { recoveryCodes: codes };
};

/** The sealed secret that waits for its confirmation. */
async function begunSecret(deps: Deps, ctx: Context, userId: string): Promise<string> {
  const [factor] = await findSecondFactor(deps.db.forTenant(ctx.tenant), userId);
  if (factor === undefined) throw new Problem("conflict", { detail: "Begin with a new secret." });
  if (factor.confirmedAt !== null) throw new Problem("conflict", { detail: "The second factor is confirmed already." });
  if (deps.clock.now() - factor.begunAt > confirmWithinMs) throw new Problem("conflict", { detail: "This took too long. Begin anew." });
  return factor.sealedSecret;
}
