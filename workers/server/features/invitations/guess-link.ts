import { Problem } from "#schema/problems";
import type { AuditFact } from "#server/features/audit/index";
import { auditRow } from "#server/features/audit/index";
import { countAttempts, linkThrottleOf } from "#server/features/auth/index";
import type { Link } from "#server/features/invitations/link";
import { stateOf } from "#server/features/invitations/link";
import { findLinkBySecret } from "#server/features/invitations/links.store";
import type { Context } from "#server/platform/call";
import { clientAddress } from "#server/platform/client-address";
import type { Deps } from "#server/platform/deps";
import { hashOfToken } from "#server/platform/opaque-token";

export interface LinkGuess {
  readonly secret: string;
  /** What is tried, for the audit log. */
  readonly action: string;
  /** What the link must be for; undefined when either is fine. */
  readonly kind?: Link["kind"];
}

/** The open link behind a secret. Guesses are counted per address; one that is not good says `not-found`, whatever was wrong with it. */
export async function guessLink(deps: Deps, ctx: Context, { secret, action, kind }: LinkGuess) {
  if (!deps.config.localLogin) throw new Problem("local-login-disabled");
  const failure: AuditFact = { action, target: "link", outcome: "failure" };
  const throttle = await linkThrottleOf(clientAddress(ctx.request, deps.config.trustedProxies));
  const forgive = await countAttempts(deps, ctx, { throttles: [throttle], failure });
  const db = deps.db.forTenant(ctx.tenant);
  const [link] = await findLinkBySecret(db, await hashOfToken(secret));
  const fits = link !== undefined && (kind === undefined || link.kind === kind) && stateOf(link, deps.clock.now()) === "open";
  if (!fits) {
    await auditRow(
      db,
      { deps, ctx },
      { ...failure, target: link?.id ?? "link", detail: { reason: link === undefined ? "unknown" : "over" } },
    );
    throw overLink();
  }
  return { link, forgive };
}

/** Somebody was quicker, or the link is over. */
export function overLink(): Problem {
  return new Problem("not-found", { detail: "This link is not valid any more. Ask for a new one." });
}
