import type { Role } from "#server/features/access/index";
import { builtInRole, isBuiltIn } from "#server/features/access/index";
import type { Claims, Rule } from "#server/features/claim-mapping/index";
import { claimAt, evaluate } from "#server/features/claim-mapping/index";
import type { ProviderSettings } from "#server/features/oidc/provider";
import { isOrganizationBound } from "#server/features/oidc/provider";

export interface StoredRule extends Rule {
  readonly id: string;
  readonly targetName: string;
  /** All that comes with what it gives. */
  readonly roles: readonly Role[];
}

/** What may be given. */
export interface Catalogue {
  readonly rules: readonly StoredRule[];
  readonly customRoles: readonly Role[];
}

export interface Given {
  readonly kind: "role" | "group";
  /** Id of the role or the group. */
  readonly target: string;
  readonly name: string;
  /** The rule's id, or what else has given it, in words. */
  readonly because: string;
  readonly roles: readonly Role[];
}

const roleOfScope: ReadonlyMap<string, "ADMIN" | "OPERATOR" | "VIEWER"> = new Map([
  ["admin", "ADMIN"],
  ["operator", "OPERATOR"],
  ["viewer", "VIEWER"],
]);

/** What the provider's word gives somebody: by scopes, by the claim that names roles, by rules, and by default when nothing else does. A machine has nothing but its scopes. */
export function grantsOf(provider: ProviderSettings, claims: Claims, catalogue: Catalogue): readonly Given[] {
  const byScope = fromScopes(claims);
  const personal = isMachine(claims) ? [] : [...fromRolesClaim(provider, claims, catalogue), ...fromRules(claims, catalogue)];
  const given = [...byScope, ...personal];
  return given.length > 0 ? given : byDefault(provider, catalogue);
}

/** All roles that come with it, each once. */
export function rolesGiven(given: readonly Given[]): readonly Role[] {
  return [...new Map(given.flatMap(({ roles }) => roles).map((role) => [role.id, role])).values()];
}

/** A client that acts for itself is its own subject. */
export function isMachine({ sub, client_id: client }: Claims): boolean {
  return sub !== undefined && sub === client;
}

/** Whether a scope says what the token is for here. `platform` does, and gives no role. */
export function hasKnownScope(claims: Claims): boolean {
  return scopesOf(claims).some((scope) => roleOfScope.has(scope) || scope === "platform");
}

function scopesOf({ scope }: Claims): readonly string[] {
  if (typeof scope === "string") return scope.split(" ");
  return Array.isArray(scope) ? scope.filter((value) => typeof value === "string") : [];
}

function fromScopes(claims: Claims): Given[] {
  return scopesOf(claims).flatMap((scope) => {
    const id = roleOfScope.get(scope);
    return id === undefined ? [] : [roleGiven(builtInRole(id), `scope ${scope}`)];
  });
}

/** Names of roles, exactly as they are written here. */
function fromRolesClaim({ rolesClaim }: ProviderSettings, claims: Claims, { customRoles }: Catalogue): Given[] {
  if (rolesClaim === "") return [];
  const value = claimAt(claims, rolesClaim);
  const names: readonly unknown[] = Array.isArray(value) ? value.slice(0, 500) : [value];
  return names.flatMap((name) => {
    if (typeof name !== "string") return [];
    const role = isBuiltIn(name) ? builtInRole(name) : customRoles.find((custom) => custom.name === name);
    return role === undefined ? [] : [roleGiven(role, `claim ${rolesClaim}`)];
  });
}

function fromRules(claims: Claims, { rules }: Catalogue): Given[] {
  const matching = evaluate(rules, claims).outcomes.filter(({ matched }) => matched);
  return matching.map(({ rule }) => {
    const kind = rule.action === "assignRole" ? "role" : "group";
    return { kind, target: rule.target, name: rule.targetName, because: rule.id, roles: rule.roles };
  });
}

/** Whoever is bound to an organization has been given something there, or nothing. */
function byDefault(provider: ProviderSettings, { customRoles }: Catalogue): Given[] {
  const { defaultRole } = provider;
  if (defaultRole === null || isOrganizationBound(provider)) return [];
  const role = isBuiltIn(defaultRole) ? builtInRole(defaultRole) : customRoles.find(({ id }) => id === defaultRole);
  return role === undefined ? [] : [roleGiven(role, "default role")];
}

function roleGiven(role: Role, because: string): Given {
  return { kind: "role", target: role.id, name: role.name, because, roles: [role] };
}
