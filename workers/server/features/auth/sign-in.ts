import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { createFirstAdmin } from "#server/features/auth/first-admin";
import { verifyPassword } from "#server/features/auth/password";
import type { Person } from "#server/features/auth/person";
import { refusalOf, throttlesOf } from "#server/features/auth/throttle";
import { countAttempt, forgetAttempts, forgiveAttempt } from "#server/features/auth/throttle.store";
import { findByUsername, findFirstAdminMark } from "#server/features/auth/users.store";
import type { Context } from "#server/platform/call";
import { clientAddress } from "#server/platform/client-address";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";

export interface Attempt {
  readonly username: string;
  readonly password: string;
  /** What is tried, for the audit log. */
  readonly action: string;
}

/** Somebody who has just proved to know a password. */
export interface SignedIn extends Person {
  /** Takes back what was counted against the attempt; to be sent with what the sign-in changes. */
  readonly forgive: (db: Queries) => ReturnType<typeof forgiving>;
}

/**
 * Proves a password. Attempts are counted before any hashing, so that guessers cannot make the server work, and an unknown username costs
 * the same as a wrong password. A failure leaves an audit row.
 */
export async function provePassword(deps: Deps, ctx: Context, attempt: Attempt): Promise<SignedIn> {
  const db = deps.db.forTenant(ctx.tenant);
  const subjects = await countAttempts(deps, ctx, attempt);
  const [candidates, mark] = await db.batch([findByUsername(db, attempt.username), findFirstAdminMark(db)]);
  const isNew = mark.length === 0 && (await createFirstAdmin(deps, ctx));
  const [user] = isNew ? await findByUsername(db, attempt.username) : candidates;
  const proven = await verifyPassword(attempt.password, user?.passwordHash);
  if (!proven || user === undefined || user.disabledAt !== null) {
    const reason = user === undefined ? "unknown-user" : proven ? "disabled" : "wrong-password";
    await auditRow(db, { deps, ctx }, { ...failure(attempt), detail: { reason } });
    throw new Problem("invalid-credentials");
  }
  const { id, username, displayName, roles } = user;
  return { id, username, displayName, roles, forgive: (target) => forgiving(target, subjects, deps.clock.now()) };
}

/** Counts the attempt against address and name; refuses it when there were too many. Returns what was counted. */
export async function countAttempts(deps: Deps, ctx: Context, attempt: Omit<Attempt, "password">): Promise<readonly string[]> {
  const db = deps.db.forTenant(ctx.tenant);
  const at = deps.clock.now();
  const throttles = await throttlesOf(attempt.username, clientAddress(ctx.request));
  const [pair, address, name] = throttles;
  const counts = await db.batch([
    countAttempt(db, { ...pair, at }),
    countAttempt(db, { ...address, at }),
    countAttempt(db, { ...name, at }),
  ]);
  const counted = throttles.flatMap((throttle, index) => (counts[index] ?? []).map((row) => ({ throttle, counted: row })));
  const refusal = refusalOf(counted, at);
  if (refusal === undefined) return throttles.map((throttle) => throttle.subject);
  if (refusal.first) await auditRow(db, { deps, ctx }, { ...failure(attempt), detail: { reason: "throttled" } });
  throw new Problem("rate-limited", { detail: "Too many attempts to sign in.", retryAfterSeconds: refusal.retryAfterSeconds });
}

function failure({ action, username }: Omit<Attempt, "password">) {
  return { action, actor: username, target: username, outcome: "failure" } as const;
}

const dayMs = 86_400_000;

function forgiving(db: Queries, subjects: readonly string[], at: number) {
  return [forgiveAttempt(db, subjects), forgetAttempts(db, at - dayMs)] as const;
}
