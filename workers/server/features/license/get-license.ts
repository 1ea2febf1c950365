import type { getLicense as endpoint } from "#schema/contract/license";
import { adoptConfigured } from "#server/features/license/adopt-configured";
import { countUsage } from "#server/features/license/count-usage";
import { licenseView } from "#server/features/license/license-view";
import { readHeld } from "#server/features/license/read-held";
import type { Verb } from "#server/platform/call";

export const getLicense: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const nowMs = deps.clock.now();
  const [held, usage] = await Promise.all([readHeld(deps, db), countUsage(db, nowMs)]);
  if (held.best?.stored === false) await adoptConfigured(deps, ctx, held.best);
  return licenseView(held, nowMs, usage);
};
