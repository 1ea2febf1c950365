import type { closeSession as endpoint } from "#schema/contract/auth";
import { auditRow } from "#server/features/audit/index";
import { leaveProvider } from "#server/features/auth/leave-provider";
import { writeSessionCookie } from "#server/features/auth/session-cookie";
import { endSession } from "#server/features/auth/sessions.store";
import { ownSignIn, signedIn } from "#server/features/auth/signed-in";
import { endFamily } from "#server/features/auth/tokens.store";
import { raiseEpoch } from "#server/features/epochs/index";
import type { Verb } from "#server/platform/call";

export const closeSession: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const actor = signedIn(ctx);
  const db = deps.db.forTenant(ctx.tenant);
  const at = deps.clock.now();
  const target = ownSignIn(actor);
  const end = actor.by.kind === "session" ? endSession(db, target, at) : endFamily(db, target, at);
  await db.batch([end, raiseEpoch(db), auditRow(db, { deps, ctx }, { action: "session.close", target, outcome: "success" })]);
  ctx.replyHeaders.append("set-cookie", writeSessionCookie(deps.config, ctx.request, { token: "", maxAgeSeconds: 0 }));
  return { endSessionUrl: await leaveProvider(deps, ctx, target) };
};
