import type { openSession as endpoint } from "#schema/contract/auth";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { forgetSessions } from "#server/features/auth/sessions.store";
import { startSession } from "#server/features/auth/start-session";
import { requireSameOrigin } from "#server/features/auth/same-origin";
import { proveBoth } from "#server/features/auth/sign-in";
import { noteSignIn } from "#server/features/auth/users.store";
import type { Verb } from "#server/platform/call";

export const openSession: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  requireSameOrigin(deps.config, ctx.request);
  if (!deps.config.localLogin) throw new Problem("local-login-disabled");
  const { forgive, factor, ...person } = await proveBoth(deps, ctx, { ...body, action: "session.open" });
  const db = deps.db.forTenant(ctx.tenant);
  const session = await startSession(deps, ctx, person);
  const fact = { action: "session.open", actor: person.username, target: session.id, outcome: "success", detail: { factor } } as const;
  const at = deps.clock.now();
  await db.batch([
    session.insert(db),
    ...forgive(db),
    noteSignIn(db, person.id, at),
    forgetSessions(db, at),
    auditRow(db, { deps, ctx }, fact),
  ]);
  return session.hand();
};
