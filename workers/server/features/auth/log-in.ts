import type { logIn as endpoint } from "#schema/contract/auth";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { proveBoth } from "#server/features/auth/sign-in";
import { startFamily } from "#server/features/auth/start-family";
import { noteSignIn } from "#server/features/auth/users.store";
import type { Verb } from "#server/platform/call";

export const logIn: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  if (!deps.config.localLogin) throw new Problem("local-login-disabled");
  const { forgive, factor, ...person } = await proveBoth(deps, ctx, { ...body, action: "token.issue" });
  const db = deps.db.forTenant(ctx.tenant);
  const family = await startFamily(deps, ctx, person);
  const fact = { action: "token.issue", actor: person.username, target: family.id, outcome: "success", detail: { factor } } as const;
  await db.batch([...family.insert(db), ...forgive(db), noteSignIn(db, person.id, deps.clock.now()), auditRow(db, { deps, ctx }, fact)]);
  return family.reply();
};
