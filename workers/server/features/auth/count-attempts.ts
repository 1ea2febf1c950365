import { Problem } from "#schema/problems";
import type { AuditFact } from "#server/features/audit/index";
import { auditRow } from "#server/features/audit/index";
import type { Throttle } from "#server/features/auth/throttle";
import { refusalOf } from "#server/features/auth/throttle";
import { countAttempt, forgetAttempts, forgiveAttempt } from "#server/features/auth/throttle.store";
import type { Context } from "#server/platform/call";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";

export interface Guess {
  readonly throttles: readonly [Throttle, ...Throttle[]];
  /** What the audit log is told when there were too many. */
  readonly failure: AuditFact;
}

const dayMs = 86_400_000;

/**
 * Counts a guess at a secret before anything is done for it; refuses it when there were too many. What is returned takes back what was
 * counted, for a guess that was right: statements to be sent with what the guess lets happen.
 */
export async function countAttempts(deps: Deps, ctx: Context, { throttles, failure }: Guess) {
  const db = deps.db.forTenant(ctx.tenant);
  const at = deps.clock.now();
  const [first, ...others] = throttles;
  const counts = await db.batch([countAttempt(db, { ...first, at }), ...others.map((throttle) => countAttempt(db, { ...throttle, at }))]);
  const counted = throttles.flatMap((throttle, index) => (counts[index] ?? []).map((row) => ({ throttle, counted: row })));
  const refusal = refusalOf(counted, at);
  if (refusal !== undefined) {
    if (refusal.first) await auditRow(db, { deps, ctx }, { ...failure, detail: { reason: "throttled" } });
    throw new Problem("rate-limited", { detail: "Too many attempts to sign in.", retryAfterSeconds: refusal.retryAfterSeconds });
  }
  const subjects = throttles.map((throttle) => throttle.subject);
  return (target: Queries) => [forgiveAttempt(target, subjects), forgetAttempts(target, at - dayMs)] as const;
}

/** Takes back what was counted against a guess that was right. */
export type Forgive = Awaited<ReturnType<typeof countAttempts>>;
