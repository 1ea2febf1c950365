import type { issueTokens as endpoint } from "#schema/contract/auth";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { findPerson } from "#server/features/auth/principals.store";
import { signedIn } from "#server/features/auth/signed-in";
import { startFamily } from "#server/features/auth/start-family";
import type { Verb } from "#server/platform/call";

/** Only for a browser's session: a token that lives for minutes must not become one that lives for weeks. */
export const issueTokens: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const { userId, by } = signedIn(ctx);
  if (!deps.config.localLogin) {
    throw new Problem("managed-elsewhere", { detail: "Tokens come from the identity provider; this server accepts them." });
  }
  if (by.kind !== "session") throw new Problem("conflict", { detail: "Sign in with a browser to get a new token." });
  const db = deps.db.forTenant(ctx.tenant);
  const [found] = userId === null ? [] : await findPerson(db, userId);
  if (found === undefined) throw new Problem("forbidden", { detail: "You have no account here; sign in anew." });
  const { id, username, displayName, roles } = found;
  const family = await startFamily(deps, ctx, { id, username, displayName, roles });
  await db.batch([...family.insert(db), auditRow(db, { deps, ctx }, { action: "token.issue", target: family.id, outcome: "success" })]);
  return family.reply();
};
