import { adoptConfigured } from "#server/features/license/adopt-configured";
import type { Held } from "#server/features/license/held-license";
import { raiseClock } from "#server/features/license/licenses.store";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

/** How often the time is written down: this much may be won by setting the clock back. */
const clockStepMs = 600_000;

/** Writes down what must not be forgotten: a license of the configuration that holds, and how late it is. */
export async function takeNote(deps: Deps, ctx: Context, { best, highWaterMs }: Held): Promise<void> {
  const nowMs = deps.clock.now();
  if (best?.stored === false) await adoptConfigured(deps, ctx, best);
  else if (best !== undefined && nowMs - highWaterMs > clockStepMs) await raiseClock(deps.db.forTenant(ctx.tenant), nowMs);
}
