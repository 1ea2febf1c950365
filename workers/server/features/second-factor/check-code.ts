import { auditRow } from "#server/features/audit/index";
import { digitsOf, stepOf } from "#server/features/second-factor/authenticator-app";
import { hashOfRecoveryCode } from "#server/features/second-factor/recovery-codes";
import { openSecret, sealSecret } from "#server/features/second-factor/sealed-secret";
import { findSecondFactor, takeRecoveryCode, takeStep } from "#server/features/second-factor/second-factor.store";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

export interface CodeOf {
  readonly userId: string;
  readonly username: string;
  readonly code: string | undefined;
}

/** `not-asked`: the account has no second factor. `missing`: it has one and no code was sent. */
export type CodeVerdict = "not-asked" | "missing" | "wrong" | "app" | "recovery-code";

/** Judges a code and uses it up: whoever sends the same one again, at the same moment even, is told that it is wrong. */
export async function checkCode(deps: Deps, ctx: Context, { userId, username, code = "" }: CodeOf): Promise<CodeVerdict> {
  const [factor] = await findSecondFactor(deps.db.forTenant(ctx.tenant), userId);
  if (factor === undefined || factor.confirmedAt === null) return "not-asked";
  if (code === "") return "missing";
  const digits = digitsOf(code);
  if (digits === undefined) return (await spendRecoveryCode(deps, ctx, { userId, username, code })) ? "recovery-code" : "wrong";
  const secret = await openSecret(deps, userId, factor.sealedSecret);
  const step = stepOf(secret, digits, deps.clock.now());
  if (step === null) return "wrong";
  const { sealedSecret } = factor;
  // Sealed anew with each use: after the server's own secret has changed nothing stays behind under the former one.
  const use = { userId, sealedSecret, sealedAnew: await sealSecret(deps, userId, secret), step };
  const used = await takeStep(deps.db.forTenant(ctx.tenant), use);
  return used.length > 0 ? "app" : "wrong";
}

async function spendRecoveryCode(deps: Deps, ctx: Context, { userId, username, code }: CodeOf & { code: string }): Promise<boolean> {
  const codeHash = await hashOfRecoveryCode(userId, code);
  return deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const used = await takeRecoveryCode(tx, { userId, codeHash, at: deps.clock.now() });
    if (used.length === 0) return false;
    await auditRow(tx, { deps, ctx }, { action: "recovery-code.use", actor: username, target: userId, outcome: "success" });
    return true;
  });
}
