import { findCustomRoles, findRules } from "#server/features/oidc/catalogue.store";
import type { Given } from "#server/features/oidc/grants";
import { grantsOf, rolesGiven } from "#server/features/oidc/grants";
import { findIdentity } from "#server/features/oidc/identities.store";
import type { Provider } from "#server/features/oidc/provider";
import type { Epochs } from "#server/features/epochs/index";
import { findEpochs, noEpochs } from "#server/features/epochs/index";
import type { Role } from "#server/features/access/index";
import type { Claims } from "#server/features/claim-mapping/index";
import type { Deps } from "#server/platform/deps";

/** Somebody as the provider's claims and this server's directory show them at this moment. */
export interface ExternalPerson {
  readonly epochs: Epochs;
  /** Their entry in the directory, when there is one. */
  readonly identity: Awaited<ReturnType<typeof findIdentity>>[number] | undefined;
  /** What the claims give, and why. */
  readonly given: readonly Given[];
  /** That, and what was assigned directly. */
  readonly roles: readonly Role[];
}

/** One question to the database; nothing is written. */
export async function externalPerson(deps: Deps, provider: Provider, claims: Claims & { readonly sub: string }): Promise<ExternalPerson> {
  const db = deps.db.forTenant(deps.tenant);
  const who = { issuer: provider.issuer, subject: claims.sub };
  const [[epochs = noEpochs], [identity], rules, customRoles] = await db.batch([
    findEpochs(db),
    findIdentity(db, who),
    findRules(db),
    findCustomRoles(db),
  ]);
  const given = grantsOf(provider, claims, { rules, customRoles });
  return { epochs, identity, given, roles: [...rolesGiven(given), ...(identity?.directRoles ?? [])] };
}
