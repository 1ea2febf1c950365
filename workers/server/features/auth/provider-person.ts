import { Problem } from "#schema/problems";
import type { FoundSession } from "#server/features/auth/found-session";
import { renewClaims } from "#server/features/auth/renew-claims";
import type { Described, ExternalPerson } from "#server/features/oidc/index";
import { currentProvider, describedBy, externalPerson } from "#server/features/oidc/index";
import type { Deps } from "#server/platform/deps";

export interface ProviderPerson {
  readonly described: Described;
  readonly external: ExternalPerson;
  /** When the provider has to be asked again. */
  readonly goodUntilMs: number;
}

/** Somebody whom the session itself describes, since no account does. Throws `unauthenticated` when the provider does not stand for them any more. */
export async function providerPerson(deps: Deps, session: FoundSession): Promise<ProviderPerson> {
  const provider = await currentProvider(deps);
  const known = session.claims?.["iss"] === provider?.issuer;
  if (provider === undefined || !known) throw new Problem("unauthenticated", { cause: "a session of another identity provider" });
  const { claims, goodUntilMs } = await renewClaims(deps, provider, session);
  const external = await externalPerson(deps, provider, { ...claims, sub: String(claims["sub"]) });
  const { identity } = external;
  if (identity === undefined || identity.disabledAt !== null) throw new Problem("unauthenticated", { cause: "forgotten or disabled here" });
  return { described: describedBy(claims), external, goodUntilMs };
}
