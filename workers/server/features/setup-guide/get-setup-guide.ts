import type { getSetupGuide as endpoint } from "#schema/contract/setup-guide";
import { doneSteps } from "#server/features/setup-guide/done-steps";
import { guideOf } from "#server/features/setup-guide/guide";
import { findWishes } from "#server/features/setup-guide/setup-guide.store";
import type { Verb } from "#server/platform/call";

export const getSetupGuide: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const [done, wishes] = await Promise.all([doneSteps(deps, ctx), findWishes(deps.db.forTenant(ctx.tenant))]);
  return guideOf(done, wishes);
};
