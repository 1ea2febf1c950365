import type { setUp as endpoint } from "#schema/contract/auth";
import { Problem } from "#schema/problems";
import { builtInRole } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { newAdmin, storeFirstAdmin } from "#server/features/auth/first-admin";
import { countAttempts } from "#server/features/auth/count-attempts";
import { requireGoodPassword } from "#server/features/auth/password-policy";
import { requireSameOrigin } from "#server/features/auth/same-origin";
import { throttlesOf } from "#server/features/auth/throttle";
import { startSession } from "#server/features/auth/start-session";
import { findFirstAdminMark, noteSignIn } from "#server/features/auth/users.store";
import type { Verb } from "#server/platform/call";
import { clientAddress } from "#server/platform/client-address";
import { sameSecret } from "#server/platform/opaque-token";

export const setUp: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  requireSameOrigin(deps.config, ctx.request);
  const { setupToken, localLogin } = deps.config;
  if (!localLogin) throw new Problem("local-login-disabled");
  const db = deps.db.forTenant(ctx.tenant);
  const failure = { action: "server.set-up", target: "server", outcome: "failure" } as const;
  await countAttempts(deps, ctx, { throttles: await throttlesOf("", clientAddress(ctx.request, deps.config.trustedProxies)), failure });
  if ((await findFirstAdminMark(db)).length > 0) throw new Problem("already-set-up");
  if (setupToken === undefined || !(await sameSecret(body.token, setupToken.reveal()))) {
    await auditRow(db, { deps, ctx }, failure);
    throw new Problem("invalid-credentials", { detail: "The set-up token is wrong." });
  }
  requireGoodPassword(body.password, { username: body.username, pointer: "/body/password" });
  const admin = await newAdmin(deps, body.username, body.password);
  const session = await startSession(deps, ctx, { ...admin, roles: [builtInRole("ADMIN")] });
  await db.transaction(async (tx) => {
    if (!(await storeFirstAdmin(tx, admin))) throw new Problem("already-set-up");
    await session.insert(tx);
    await noteSignIn(tx, admin.id, admin.createdAt);
    await auditRow(tx, { deps, ctx }, { action: "server.set-up", actor: admin.username, target: admin.id, outcome: "success" });
  });
  return session.hand();
};
