import { decodeJwt } from "jose";
import type { tryClaimMappings as endpoint } from "#schema/contract/claim-mappings";
import type { Parsed } from "#schema/contract/endpoint";
import { Problem } from "#schema/problems";
import { permissionsOf } from "#server/features/access/index";
import type { Claims } from "#server/features/claim-mapping/index";
import { evaluate } from "#server/features/claim-mapping/index";
import { findAllRules, findLastClaims } from "#server/features/claim-mappings/claim-mappings.store";
import { loadTargets } from "#server/features/claim-mappings/load-targets";
import { aimed, draftOf } from "#server/features/claim-mappings/rule";
import { claimWarnings, kindOf, warningsOf } from "#server/features/claim-mappings/warnings";
import { currentProvider, storedProvider, verifySigned } from "#server/features/oidc/index";
import type { Verb } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

type From = Parsed<typeof endpoint, "body">["from"];

export const tryClaimMappings: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const { claims, warnings } = await claimsFrom(deps, body.from);
  const targets = await loadTargets(db);
  const rules = (body.rules ?? (await findAllRules(db))).map((rule) => aimed(rule, targets));
  const { outcomes } = evaluate(rules, claims);
  const given = outcomes.flatMap(({ rule, matched }) =>
    matched && rule.given !== undefined ? [{ kind: kindOf(rule), ...rule.given }] : [],
  );
  const names = (kind: "role" | "group") => [...new Set(given.filter((one) => one.kind === kind).map(({ name }) => name))];
  const ordered = outcomes.map(({ rule }) => rule);
  return {
    claims: { ...claims },
    rules: outcomes.map(({ rule, matched, seen, detail }, index) => ({
      rule: draftOf(rule),
      matched,
      seen: seen ?? null,
      detail,
      warnings: warningsOf(rule, ordered.slice(0, index)),
    })),
    result: { roles: names("role"), groups: names("group"), permissions: permissionsOf(given.flatMap(({ roles }) => roles)) },
    warnings: [...warnings, ...claimWarnings(claims)],
  };
};

interface Told {
  readonly claims: Claims;
  readonly warnings: readonly string[];
}

async function claimsFrom(deps: Deps, from: From): Promise<Told> {
  if (from.kind === "claims") return { claims: from.claims, warnings: [] };
  if (from.kind === "token") return fromToken(deps, from.token);
  const [found] = await findLastClaims(deps.db.forTenant(deps.tenant), from.id);
  if (found === undefined) throw new Problem("not-found", { detail: "This person has not signed in through the identity provider." });
  return { claims: found.claims, warnings: [] };
}

async function fromToken(deps: Deps, token: string): Promise<Told> {
  const claims = decoded(token);
  const flaw = await flawOf(deps, token);
  return { claims, warnings: flaw === undefined ? [] : [`Decoded only, not verified: ${flaw}. Anybody could have written it.`] };
}

function decoded(token: string): Claims {
  try {
    return decodeJwt(token.trim());
  } catch (cause) {
    const detail = "This is no token: expected three parts with dots between";
    throw new Problem("invalid-request", { detail, errors: [{ pointer: "/body/from/token", detail }], cause });
  }
}

/** Why the token cannot be said to come from the provider and to be good, or undefined when it can. */
async function flawOf(deps: Deps, token: string): Promise<string | undefined> {
  try {
    const provider = (await currentProvider(deps)) ?? (await storedProvider(deps))?.provider;
    if (provider === undefined) return "no identity provider is configured";
    const verdict = await verifySigned(deps, { provider, token: token.trim(), expect: {} });
    return verdict.kind === "good" ? undefined : `the provider does not stand for it (${verdict.reason})`;
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    return "the identity provider could not be asked for its keys";
  }
}
