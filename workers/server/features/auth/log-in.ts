import type { logIn as endpoint } from "#schema/contract/auth";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { familyLifeMs, issueTokens } from "#server/features/auth/issue-tokens";
import { proveBoth } from "#server/features/auth/sign-in";
import { origin } from "#server/features/auth/start-session";
import { forgetFamilies, insertFamily } from "#server/features/auth/tokens.store";
import { noteSignIn } from "#server/features/auth/users.store";
import type { Verb } from "#server/platform/call";
import { hashOfToken, newOpaqueToken } from "#server/platform/opaque-token";

export const logIn: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  if (!deps.config.localLogin) throw new Problem("local-login-disabled");
  const { forgive, factor, ...person } = await proveBoth(deps, ctx, { ...body, action: "token.issue" });
  const db = deps.db.forTenant(ctx.tenant);
  const createdAt = deps.clock.now();
  const refreshToken = newOpaqueToken("cml_r_");
  const family = { id: deps.newId("tokenFamily"), userId: person.id, createdAt, expiresAt: createdAt + familyLifeMs, ...origin(ctx) };
  const fact = { action: "token.issue", actor: person.username, target: family.id, outcome: "success", detail: { factor } } as const;
  await db.batch([
    ...insertFamily(db, family, await hashOfToken(refreshToken)),
    ...forgive(db),
    noteSignIn(db, person.id, createdAt),
    forgetFamilies(db, createdAt),
    auditRow(db, { deps, ctx }, fact),
  ]);
  return issueTokens(deps, person, { ...family, refreshToken });
};
