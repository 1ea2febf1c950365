import type { z } from "zod";
import type { saveOidc as endpoint } from "#schema/contract/oidc";
import { Problem } from "#schema/problems";
import { requireGrantable, requireLocalAdministrator } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/epochs/index";
import { publishedBy } from "#server/features/oidc/discover-provider";
import { endProviderSessions, lockStoredProvider, storeProvider } from "#server/features/oidc/provider.store";
import { requireStorable } from "#server/features/oidc/require-storable";
import { shownProvider } from "#server/features/oidc/shown-provider";
import type { StoredProvider } from "#server/features/oidc/stored-provider";
import { sealSecret, storedProviderOf } from "#server/features/oidc/stored-provider";
import type { Verb } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import { IssuerUnreachable } from "#server/platform/issuers";
import { newOpaqueToken } from "#server/platform/opaque-token";

type Body = z.output<(typeof endpoint)["body"]>;

export const saveOidc: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  requireStorable(deps.config);
  requireCoherent(body);
  await requireReadable(deps, body.issuer);
  const at = deps.clock.now();
  return deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    if (body.defaultRole !== null) await requireGrantable(tx, ctx.actor, { roles: [body.defaultRole], groups: [] });
    const before = storedProviderOf(await lockStoredProvider(tx));
    const stored = await changed(deps, body, before);
    await storeProvider(tx, stored, at);
    if (before?.enabled === true) await requireLocalAdministrator(tx, deps.config);
    if (before?.enabled === true) await endProviderSessions(tx, at);
    await raiseEpoch(tx);
    const detail = { before: before?.provider ?? null, after: stored.provider, secretChanged: body.clientSecret !== undefined };
    await auditRow(tx, { deps, ctx }, { action: "oidc.save", target: body.issuer, outcome: "success", detail });
    return shownProvider(deps.config, { request: ctx.request, stored });
  });
};

/** Switched off, and not tried yet. */
async function changed(deps: Deps, { clientSecret, ...provider }: Body, before: StoredProvider | undefined): Promise<StoredProvider> {
  const kept = before?.provider.issuer === provider.issuer ? before.sealedSecret : null;
  const sealed = clientSecret === undefined ? kept : clientSecret === "" ? null : await sealSecret(deps, clientSecret);
  return { provider, sealedSecret: sealed, enabled: false, revision: newOpaqueToken(""), trial: null };
}

function requireCoherent({ audience, organizationId, acceptUntypedTokens }: Body): void {
  if (audience !== "" || (organizationId === "" && !acceptUntypedTokens)) return;
  const detail = "Needed to tell tokens for this API from others";
  throw new Problem("invalid-request", { detail: `/body/audience: ${detail}`, errors: [{ pointer: "/body/audience", detail }] });
}

/** Its documents can be had from where they are said to be. */
async function requireReadable(deps: Deps, issuer: string): Promise<void> {
  deps.issuers.forget(issuer);
  const metadata = await publishedBy(deps, issuer);
  if (metadata.issuer !== issuer)
    throw new Problem("provider-unreachable", { detail: `It calls itself ${metadata.issuer}: use that address.` });
  try {
    await deps.issuers.keys(issuer);
  } catch (thrown) {
    if (!(thrown instanceof IssuerUnreachable)) throw thrown;
    throw new Problem("provider-unreachable", { detail: `${thrown.message}.`, cause: thrown });
  }
}
