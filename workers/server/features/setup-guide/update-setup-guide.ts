import type { updateSetupGuide as endpoint } from "#schema/contract/setup-guide";
import { auditRow } from "#server/features/audit/index";
import { doneSteps } from "#server/features/setup-guide/done-steps";
import { guideOf } from "#server/features/setup-guide/guide";
import { findWishes, storeWishes } from "#server/features/setup-guide/setup-guide.store";
import type { Verb } from "#server/platform/call";

export const updateSetupGuide: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const before = await findWishes(db);
  const after = { skipped: [...new Set(body.skipped ?? before.skipped)], closed: body.closed ?? before.closed };
  const fact = { action: "setup-guide.update", target: "", outcome: "success", detail: { before, after } } as const;
  await db.batch([storeWishes(db, after, deps.clock.now()), auditRow(db, { deps, ctx }, fact)]);
  return guideOf(await doneSteps(deps, ctx), after);
};
