import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { signInAttempts } from "#schema/postgres/server/sessions";
import type { Queries } from "#server/platform/database";

/** Counts one attempt and returns how many there were since the window began; a window that is over begins anew. */
export function countAttempt(db: Queries, attempt: { subject: string; at: number; windowMs: number }) {
  const at = sql.param(attempt.at, signInAttempts.windowStartedAt);
  const over = sql`${signInAttempts.windowStartedAt} <= ${sql.param(attempt.at - attempt.windowMs, signInAttempts.windowStartedAt)}`;
  return db
    .insert(signInAttempts)
    .values({ tenantId: db.tenant, subject: attempt.subject, windowStartedAt: attempt.at, attempts: 1 })
    .onConflictDoUpdate({
      target: [signInAttempts.tenantId, signInAttempts.subject],
      set: {
        attempts: sql`case when ${over} then 1 else ${signInAttempts.attempts} + 1 end`,
        windowStartedAt: sql`case when ${over} then ${at} else ${signInAttempts.windowStartedAt} end`,
      },
    })
    .returning({ attempts: signInAttempts.attempts, windowStartedAt: signInAttempts.windowStartedAt });
}

export function forgiveAttempt(db: Queries, subjects: readonly string[]) {
  return db
    .update(signInAttempts)
    .set({ attempts: sql`greatest(${signInAttempts.attempts} - 1, 0)` })
    .where(and(eq(signInAttempts.tenantId, db.tenant), inArray(signInAttempts.subject, [...subjects])));
}

export function forgetAttempts(db: Queries, before: number) {
  return db.delete(signInAttempts).where(and(eq(signInAttempts.tenantId, db.tenant), lt(signInAttempts.windowStartedAt, before)));
}
