import { auditRow } from "#server/features/audit/index";
import type { Owner } from "#server/features/auth/index";
import { aSession, sealedTokens } from "#server/features/auth/index";
import { describedBy, findIdentity, noteIdentity, SignInRefused } from "#server/features/oidc/index";
import type { Opening } from "#server/features/provider-sign-in/opening";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

/**
 * Opens a session that keeps what the provider says; no account is made or changed. What somebody may do is found out from it each time. Throws
 * `SignInRefused`.
 */
export async function signInWithClaims(deps: Deps, ctx: Context, { provider, session }: Opening): Promise<void> {
  const { subject, claims } = session;
  const at = deps.clock.now();
  const id = deps.newId("session");
  const sealed = await sealedTokens(deps, id, session);
  const described = describedBy(claims);
  const cookie = await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const [known] = await findIdentity(tx, { issuer: provider.issuer, subject });
    if (known?.disabledAt !== undefined && known.disabledAt !== null) throw new SignInRefused("disabled", { subject });
    const seen = { id: deps.newId("identity"), issuer: provider.issuer, subject, claims, at, ...described };
    const [identity = { id: seen.id }] = await noteIdentity(tx, seen);
    const kept = { claims: { ...claims }, claimsExpireAt: at + session.claimsHoldMs, providerSession: session.sessionName, ...sealed };
    const owner: Owner = { id, userId: null, identityId: identity.id, method: "oidc", ...kept };
    const { insert, handCookie } = await aSession(deps, ctx, owner);
    await insert(tx);
    await auditRow(
      tx,
      { deps, ctx },
      { action: "session.open", actor: described.username, target: id, outcome: "success", detail: { identity: identity.id } },
    );
    return handCookie;
  });
  cookie();
}
