import type { getLicense as endpoint } from "#schema/contract/license";
import { countUsage } from "#server/features/license/count-usage";
import { licenseView } from "#server/features/license/license-view";
import { readHeld } from "#server/features/license/read-held";
import { takeNote } from "#server/features/license/take-note";
import type { Verb } from "#server/platform/call";

export const getLicense: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const nowMs = deps.clock.now();
  const [held, usage] = await Promise.all([readHeld(deps, db), countUsage(db, nowMs)]);
  await takeNote(deps, ctx, held);
  return licenseView(held, nowMs, usage);
};
