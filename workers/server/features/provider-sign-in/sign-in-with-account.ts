import { keepAdministrator } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import type { Owner } from "#server/features/auth/index";
import { aSession, sealedTokens } from "#server/features/auth/index";
import { raiseEpoch } from "#server/features/epochs/index";
import { requireRoom } from "#server/features/license/index";
import { describedBy, findCustomRoles, findIdentity, findRules, grantsOf, noteIdentity, SignInRefused } from "#server/features/oidc/index";
import { refreshProfile } from "#server/features/provider-sign-in/accounts.store";
import type { Opening } from "#server/features/provider-sign-in/opening";
import { giveManaged } from "#server/features/provider-sign-in/give-managed";
import { accountOf } from "#server/features/users/index";
import type { Context } from "#server/platform/call";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";

/**
 * Opens a session of the account that belongs to the identity, which is made now if need be. What rules give is taken and given anew. All of it or
 * nothing: a sign-in that fails changes nobody's permissions. Throws `SignInRefused`, `limit-reached`
 * and, when the claims would take the last administrator away, `last-administrator`.
 */
export async function signInWithAccount(deps: Deps, ctx: Context, opening: Opening): Promise<void> {
  const { session } = opening;
  const id = deps.newId("session");
  const sealed = await sealedTokens(deps, id, session);
  const cookie = await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const { account, identityId, changed } = await keepAdministrator(tx, deps.config, async () => {
      const found = await accountFor(tx, deps, opening);
      return { ...found, changed: await giveManaged(tx, found.account.id, await givenTo(tx, opening)) };
    });
    if (changed) await raiseEpoch(tx);
    await refreshProfile(tx, account.id, { ...describedBy(session.claims), at: deps.clock.now() });
    const owner: Owner = { id, userId: account.id, identityId, method: "oidc", providerSession: session.sessionName, ...sealed };
    const { insert, handCookie } = await aSession(deps, ctx, owner);
    await insert(tx);
    const detail = { identity: identityId, assignmentsChanged: changed };
    await auditRow(tx, { deps, ctx }, { action: "session.open", actor: account.username, target: id, outcome: "success", detail });
    return handCookie;
  });
  cookie();
}

async function accountFor(tx: Queries, deps: Deps, { provider, session }: Opening) {
  const { subject, claims } = session;
  const [known] = await findIdentity(tx, { issuer: provider.issuer, subject });
  if (known?.disabledAt !== undefined && known.disabledAt !== null) throw new SignInRefused("disabled", { subject });
  if (known === undefined || known.userId === null) {
    if (!provider.autoSignup) throw new SignInRefused("no-account", { subject });
    await requireRoom(deps, tx, "users");
  }
  const seen = { id: deps.newId("identity"), issuer: provider.issuer, subject, claims, at: deps.clock.now(), ...describedBy(claims) };
  const [identity = { id: seen.id }] = await noteIdentity(tx, seen);
  return { account: await accountOf(tx, deps, identity.id), identityId: identity.id };
}

async function givenTo(tx: Queries, { provider, session }: Opening) {
  const catalogue = { rules: await findRules(tx), customRoles: await findCustomRoles(tx) };
  return grantsOf(provider, session.claims, catalogue);
}
