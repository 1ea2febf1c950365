import { Problem } from "#schema/problems";
import type { CountedLimit } from "#server/features/license/licenses.store";
import { counts, lockRoom } from "#server/features/license/licenses.store";
import { readHeld } from "#server/features/license/read-held";
import { standingOf } from "#server/features/license/standing";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";

/**
 * Throws `limit-reached` when no more of these may be created. To be called within the transaction that creates one, before it does: others
 * who create one wait until it ends. Never called for what is there already, so a limit evicts nothing.
 */
export async function requireRoom(deps: Deps, tx: Queries, kind: CountedLimit): Promise<void> {
  const nowMs = deps.clock.now();
  const { best, highWaterMs } = await readHeld(deps, tx);
  const { limits, state } = standingOf(best, { nowMs, highWaterMs });
  const limit = limits[kind];
  if (limit === null) return;
  await lockRoom(tx, kind);
  const [counted] = await counts[kind](tx, nowMs);
  const used = counted?.n ?? 0;
  if (used < limit) return;
  const whose = state === "none" || state === "expired" ? "The community tier" : "The license";
  throw new Problem("limit-reached", { detail: `${whose} allows ${limit} ${kind}, and there are ${used}. What is there stays.` });
}
