import { claimMappingRules } from "#schema/postgres/server/identities";
import type { Config } from "#server/env";
import { Secret } from "#server/platform/secret";
import type { IdentityProvider } from "#test/identity-provider";
import { audience, client } from "#test/identity-provider";
import type { Wishes, World } from "#test/world";
import { aWorld } from "#test/world";

/** The environment's settings for a provider. */
export function oidcOf({ issuer }: Pick<IdentityProvider, "issuer">, wishes: Partial<NonNullable<Config["oidc"]>> = {}) {
  return { issuer, audience, organizationId: "", clientId: client.id, clientSecret: new Secret(client.secret), ...wishes };
}

/** A world that works with a real provider, and hence lives in the present. */
export async function aProviderWorld(idp: Pick<IdentityProvider, "issuer">, wishes: Wishes = {}): Promise<World> {
  return aWorld({ oidc: oidcOf(idp), ...wishes }, Date.now());
}

export type RuleWishes = Partial<Omit<typeof claimMappingRules.$inferInsert, "tenantId">>;

/** Stores a rule; without wishes it makes members of `cameleer-admins` administrators. Returns its id. */
export async function storeRule({ deps }: Pick<World, "deps">, wishes: RuleWishes = {}): Promise<string> {
  const at = deps.clock.now();
  const id = deps.newId("claimRule");
  const rule = { claim: "groups", match: "contains", value: "cameleer-admins", action: "assignRole", target: "ADMIN" } as const;
  const rest = { priority: 0, enabled: true, createdBy: "test", createdAt: at, changedAt: at };
  await deps.db
    .forTenant(deps.tenant)
    .insert(claimMappingRules)
    .values({ tenantId: deps.tenant, id, ...rule, ...rest, ...wishes });
  return id;
}
