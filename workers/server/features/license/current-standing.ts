import { readHeld } from "#server/features/license/read-held";
import type { Standing } from "#server/features/license/standing";
import { standingOf } from "#server/features/license/standing";
import { takeNote } from "#server/features/license/take-note";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

/** How long an isolate goes by what it knows. */
const holdsMs = 60_000;

const remembered = new WeakMap<Deps, { readonly standing: Standing; readonly readAtMs: number }>();

/** What holds, as this isolate knows it: read again after a minute. A warm request asks nobody. */
export async function currentStanding(deps: Deps, ctx: Context): Promise<Standing> {
  const known = remembered.get(deps);
  const nowMs = deps.clock.now();
  if (known !== undefined && Math.abs(nowMs - known.readAtMs) < holdsMs) return known.standing;
  const held = await readHeld(deps, deps.db.forTenant(deps.tenant));
  await takeNote(deps, ctx, held);
  const standing = standingOf(held.best, { nowMs, highWaterMs: held.highWaterMs });
  remembered.set(deps, { standing, readAtMs: nowMs });
  return standing;
}

/** What holds, as the database knows it. */
export async function standingNow(deps: Deps): Promise<Standing> {
  const { best, highWaterMs } = await readHeld(deps, deps.db.forTenant(deps.tenant));
  return standingOf(best, { nowMs: deps.clock.now(), highWaterMs });
}

/** A license was applied in this isolate; others notice within a minute. */
export function forgetStanding(deps: Deps): void {
  remembered.delete(deps);
}
