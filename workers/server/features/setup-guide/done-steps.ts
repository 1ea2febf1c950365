import { currentStanding } from "#server/features/license/index";
import { currentProvider } from "#server/features/oidc/index";
import { findArrived } from "#server/features/onboarding/index";
import type { Step } from "#server/features/setup-guide/guide";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

/** The steps that the server itself can see to be done. */
export async function doneSteps(deps: Deps, ctx: Context): Promise<ReadonlySet<Step>> {
  const [provider, standing, { exchanges }] = await Promise.all([
    currentProvider(deps),
    currentStanding(deps, ctx),
    findArrived(deps, ctx, "setup-guide.get"),
  ]);
  const facts = { "sign-in": provider !== undefined, license: standing.license !== undefined, "first-app": exchanges > 0 } satisfies Record<
    Step,
    boolean
  >;
  return new Set((Object.keys(facts) as Step[]).filter((step) => facts[step]));
}
