import { decodeJwt } from "jose";
import { Problem } from "#schema/problems";
import { permissionsOf } from "#server/features/access/index";
import type { Proof } from "#server/features/auth/actor-cache";
import type { ExternalPerson, Provider } from "#server/features/oidc/index";
import {
  currentProvider,
  describedBy,
  externalPerson,
  hasKnownScope,
  isMachine,
  noteIdentity,
  organizationOf,
  verifyAccessToken,
} from "#server/features/oidc/index";
import type { Deps } from "#server/platform/deps";

const hourMs = 3_600_000;

/** An access token of the identity provider: a person's, or that of a client that acts for itself. */
export async function verifyExternal(deps: Deps, token: string): Promise<Proof> {
  const provider = await issuerOf(deps, token);
  const verdict = await verifyAccessToken(deps, provider, token);
  if (verdict.kind === "refused") throw new Problem("unauthenticated", { cause: verdict.reason });
  const { sub = "", exp = 0, iat } = verdict.claims;
  const claims = { ...verdict.claims, sub };
  requireOrganization(provider, claims);
  const person = await externalPerson(deps, provider, claims);
  requireWelcome(person, iat);
  if (person.roles.length === 0 && !hasKnownScope(claims)) throw new Problem("insufficient-scope");
  const { username } = describedBy(claims);
  const entry = { issuer: provider.issuer, claims, person };
  if (!isMachine(claims)) keepDirectory(deps, entry);
  const permissions = new Set(permissionsOf(person.roles));
  const by = { kind: "external", issuer: provider.issuer } as const;
  const actor = { kind: "user", subject: username, userId: person.identity?.userId ?? null, permissions, by } as const;
  return { actor, untilMs: exp * 1_000, epochs: person.epochs };
}

/** The provider whose token it says that it is. */
async function issuerOf(deps: Deps, token: string): Promise<Provider> {
  const issuer = statedIssuer(token);
  const provider = issuer === undefined ? undefined : await currentProvider(deps);
  if (provider === undefined || provider.issuer !== issuer)
    throw new Problem("unauthenticated", { cause: "not a token of a known issuer" });
  return provider;
}

function statedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function requireOrganization(provider: Provider, claims: Readonly<Record<string, unknown>>): void {
  const organization = organizationOf(provider, claims);
  if (organization === "malformed") throw new Problem("unauthenticated", { cause: "organization_id is no organization" });
  if (organization === "other") throw new Problem("forbidden", { detail: "The token is not for this server's organization." });
}

/** Disabled here, or signed out everywhere since the token was issued. */
function requireWelcome({ identity }: ExternalPerson, issuedAt: number | undefined): void {
  if (identity === undefined) return;
  if (identity.disabledAt !== null) throw new Problem("unauthenticated", { cause: "the account is disabled" });
  if (identity.tokensValidAfter === null) return;
  if ((issuedAt ?? 0) * 1_000 < identity.tokensValidAfter)
    throw new Problem("unauthenticated", { cause: "the token was issued before they were signed out" });
}

interface Entry {
  readonly issuer: string;
  readonly claims: Readonly<Record<string, unknown>> & { readonly sub: string };
  readonly person: ExternalPerson;
}

/** Who was seen can be found among the users and be given something; written at most hourly, and nobody waits for it. */
function keepDirectory(deps: Deps, { issuer, claims, person }: Entry): void {
  const at = deps.clock.now();
  if (person.identity !== undefined && at - person.identity.lastSeenAt < hourMs) return;
  const seen = { id: deps.newId("identity"), issuer, subject: claims.sub, claims, at, ...describedBy(claims) };
  deps.later(async () => noteIdentity(deps.db.forTenant(deps.tenant), seen));
}
