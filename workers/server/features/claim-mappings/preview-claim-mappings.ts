import type { previewClaimMappings as endpoint } from "#schema/contract/claim-mappings";
import { findAllRules, findRecent, findRoleTargets } from "#server/features/claim-mappings/claim-mappings.store";
import { loadTargets } from "#server/features/claim-mappings/load-targets";
import type { AimedRule } from "#server/features/claim-mappings/rule";
import { aimed } from "#server/features/claim-mappings/rule";
import type { Given, ProviderSettings, StoredRule } from "#server/features/oidc/index";
import { currentProvider, grantsOf, rolesGiven, storedProvider } from "#server/features/oidc/index";
import type { Role } from "#server/features/access/index";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";
import type { Deps } from "#server/platform/deps";

const recentMs = 30 * 86_400_000;
const mostPeople = 1_000;

type Person = Awaited<ReturnType<typeof findRecent>>[number];

/** What each would be given at a sign-in with the claims of the last one, by everything that gives something. */
export const previewClaimMappings: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const targets = await loadTargets(db);
  const saved = (await findAllRules(db)).map((rule) => aimed(rule, targets));
  const drafted = body.rules.map((rule) => aimed(rule, targets));
  const provider = await settingsOf(deps);
  const customRoles = await findRoleTargets(db);
  const people = await findRecent(db, { since: deps.clock.now() - recentMs, limit: mostPeople });
  const given = (person: Person, rules: readonly AimedRule[]) =>
    grantsOf(provider, person.claims, { rules: rules.flatMap(inForce), customRoles });
  const changes = people.flatMap((person) => changeOf(person, { before: given(person, saved), after: given(person, drafted) }));
  return { considered: people.length, changes };
};

function changeOf(person: Person, { before, after }: { readonly before: readonly Given[]; readonly after: readonly Given[] }) {
  const [had, has] = [mapped(before), mapped(after)];
  if (JSON.stringify(had) === JSON.stringify(has)) return [];
  const [was, is] = [isAdministrator(person, before), isAdministrator(person, after)];
  return [
    {
      user: { id: person.id, username: person.username },
      lastSignInAt: isoOf(person.lastSeenAt),
      before: had,
      after: has,
      losesAdministrator: was && !is,
      gainsAdministrator: !was && is,
    },
  ];
}

function mapped(given: readonly Given[]) {
  const names = (kind: Given["kind"]) => [...new Set(given.filter((one) => one.kind === kind).map(({ name }) => name))].toSorted();
  return { roles: names("role"), groups: names("group") };
}

function isAdministrator({ directRoles }: { readonly directRoles: readonly Role[] }, given: readonly Given[]): boolean {
  return [...directRoles, ...rolesGiven(given)].some(({ id }) => id === "ADMIN");
}

function inForce(rule: AimedRule): StoredRule[] {
  const { given } = rule;
  return rule.enabled && given !== undefined ? [{ ...rule, id: rule.target, targetName: given.name, roles: given.roles }] : [];
}

/** Without a provider only the rules give something. */
async function settingsOf(deps: Deps): Promise<ProviderSettings> {
  const rulesOnly = { issuer: "", clientId: "", audience: "", organizationId: "", scopes: [], rolesClaim: "", label: "" };
  return (
    (await currentProvider(deps)) ??
    (await storedProvider(deps))?.provider ?? { ...rulesOnly, autoSignup: true, defaultRole: null, acceptUntypedTokens: false }
  );
}
