import type { resetPassword as endpoint } from "#schema/contract/invitations";
import { auditRow } from "#server/features/audit/index";
import { endSignIns, hashPassword, raiseEpoch, replacePassword, requireGoodPassword } from "#server/features/auth/index";
import { guessLink, overLink } from "#server/features/invitations/guess-link";
import { takeLink } from "#server/features/invitations/links.store";
import type { Verb } from "#server/platform/call";

/** A second factor stays: whoever has the link has not got the app. */
export const resetPassword: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const { link, forgive } = await guessLink(deps, ctx, { secret: body.secret, action: "password.reset", kind: "password-reset" });
  const username = link.recipient;
  const userId = link.userId ?? "";
  requireGoodPassword(body.password, { username, pointer: "/body/password" });
  const passwordHash = await hashPassword(body.password);
  const at = deps.clock.now();
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    if ((await takeLink(tx, { id: link.id, at })).length === 0) throw overLink();
    await replacePassword(tx, { userId, passwordHash, at });
    for (const statement of [...endSignIns(tx, { userId, at, except: "" }), ...forgive(tx)]) await statement;
    await raiseEpoch(tx);
    const detail = { link: link.id, createdBy: link.createdBy };
    await auditRow(tx, { deps, ctx }, { action: "password.reset", actor: username, target: userId, outcome: "success", detail });
  });
  return { username };
};
