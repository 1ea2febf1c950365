import { auditRow } from "#server/features/audit/index";
import type { Given, SignInSecrets, Trial } from "#server/features/oidc/index";
import {
  addressesOf,
  exchangeCode,
  findCustomRoles,
  findRules,
  grantsOf,
  noteTrial,
  rolesGiven,
  SignInRefused,
  storedProvider,
} from "#server/features/oidc/index";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import { describeCause } from "#server/platform/log";

interface TrialSignIn {
  readonly parameters: URLSearchParams;
  readonly secrets: SignInSecrets;
  readonly trial: { readonly actor: string; readonly revision: string };
}

/** Keeps what came of a sign-in on trial; nobody is signed in by it. Returns where the browser goes. */
export async function completeTrial(deps: Deps, ctx: Context, { trial: { actor, revision }, ...callback }: TrialSignIn): Promise<string> {
  const outcome = await tried(deps, ctx, callback);
  const db = deps.db.forTenant(ctx.tenant);
  const kept = await db.transaction(async (tx) => {
    const noted = await noteTrial(tx, { revision, trial: outcome });
    const detail = { error: outcome.error, result: outcome.result };
    await auditRow(tx, { deps, ctx }, { action: "oidc.try", actor, target: revision, outcome: outcome.ok ? "success" : "failure", detail });
    return noted;
  });
  return kept ? "/admin/sign-in?trial=done" : "/admin/sign-in?trial=outdated";
}

async function tried(deps: Deps, ctx: Context, callback: Omit<TrialSignIn, "trial">): Promise<Trial> {
  const atMs = deps.clock.now();
  const failed = { atMs, ok: false, claims: {}, result: { roles: [], groups: [] } };
  const stored = await storedProvider(deps);
  if (stored === undefined) return { ...failed, error: "The settings are gone" };
  const { redirectUri } = addressesOf(deps.config, ctx.request);
  try {
    const { claims } = await exchangeCode(deps, stored.provider, { ...callback, redirectUri });
    const db = deps.db.forTenant(ctx.tenant);
    const [rules, customRoles] = await db.batch([findRules(db), findCustomRoles(db)]);
    return { atMs, ok: true, error: "", claims: { ...claims }, result: namesOf(grantsOf(stored.provider, claims, { rules, customRoles })) };
  } catch (thrown) {
    if (!(thrown instanceof SignInRefused)) throw thrown;
    ctx.log.set({ refusal: thrown.refusal, refusedBecause: describeCause(thrown.cause) });
    return { ...failed, error: explained(thrown) };
  }
}

function namesOf(given: readonly Given[]) {
  const groups = given.filter(({ kind }) => kind === "group").map(({ name }) => name);
  return { roles: rolesGiven(given).map(({ name }) => name), groups: [...new Set(groups)] };
}

/** For the administrator who tries: the reason, without what the provider has answered. */
function explained({ refusal, cause }: SignInRefused): string {
  const reason = {
    cancelled: "The sign-in was cancelled",
    unreachable: "The provider could not be asked",
    organization: "Not a member of the organization",
  };
  const known: Readonly<Record<string, string>> = reason;
  const said = cause instanceof Error ? cause.message : typeof cause === "string" ? cause : "";
  return [known[refusal] ?? "The provider's answer was not good", said]
    .filter((part) => part !== "")
    .join(": ")
    .slice(0, 500);
}
