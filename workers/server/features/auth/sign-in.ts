import { Problem } from "#schema/problems";
import type { AuditFact } from "#server/features/audit/index";
import { auditRow } from "#server/features/audit/index";
import type { Forgive } from "#server/features/auth/count-attempts";
import { countAttempts } from "#server/features/auth/count-attempts";
import { createFirstAdmin } from "#server/features/auth/first-admin";
import { verifyPassword } from "#server/features/auth/password";
import type { Person } from "#server/features/auth/person";
import { throttlesOf } from "#server/features/auth/throttle";
import { findByUsername, findFirstAdminMark } from "#server/features/auth/users.store";
import { checkCode } from "#server/features/second-factor/index";
import type { Context } from "#server/platform/call";
import { clientAddress } from "#server/platform/client-address";
import type { Deps } from "#server/platform/deps";

export interface Attempt {
  readonly username: string;
  readonly password: string;
  /** What is tried, for the audit log. */
  readonly action: string;
}

/** Somebody who has just proved to know a password. */
export interface Proven extends Person {
  /** To be sent with what the proof lets happen. */
  readonly forgive: Forgive;
}

/** Somebody who has also sent the code that their account asks for. */
export interface ProvenTwice extends Proven {
  readonly factor: "not-asked" | "app" | "recovery-code";
}

/**
 * Proves a password. Attempts are counted before any hashing, so that guessers cannot make the server work, and an unknown username costs
 * the same as a wrong password. A failure leaves an audit row.
 */
export async function provePassword(deps: Deps, ctx: Context, attempt: Attempt): Promise<Proven> {
  const db = deps.db.forTenant(ctx.tenant);
  const throttles = await throttlesOf(attempt.username, clientAddress(ctx.request, deps.config.trustedProxies));
  const forgive = await countAttempts(deps, ctx, { throttles, failure: failure(attempt) });
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
  return { id, username, displayName, roles, forgive };
}

/**
 * Proves a password and, where the account has a second factor, its code, which is used up. A wrong code counts as a wrong password does;
 * a code that was not sent does not count, since it is no guess.
 */
export async function proveBoth(deps: Deps, ctx: Context, attempt: Attempt & { readonly code?: string | undefined }): Promise<ProvenTwice> {
  const db = deps.db.forTenant(ctx.tenant);
  const person = await provePassword(deps, ctx, attempt);
  const verdict = await checkCode(deps, ctx, { userId: person.id, username: person.username, code: attempt.code });
  if (verdict === "missing") {
    await db.batch(person.forgive(db));
    throw new Problem("second-factor-needed");
  }
  if (verdict === "wrong") {
    await auditRow(db, { deps, ctx }, { ...failure(attempt), detail: { reason: "wrong-code" } });
    throw new Problem("invalid-credentials", { detail: "The code is wrong, or it was used already." });
  }
  return { ...person, factor: verdict };
}

function failure({ action, username }: Omit<Attempt, "password">): AuditFact {
  return { action, actor: username, target: username, outcome: "failure" };
}
