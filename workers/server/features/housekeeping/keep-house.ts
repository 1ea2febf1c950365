import { removeUnusedParts } from "#server/features/artifacts/index";
import { claimTurn } from "#server/features/housekeeping/housekeeping.store";
import { removeOldTelemetry } from "#server/features/retention/index";
import type { Deps } from "#server/platform/deps";
import { describeCause, wideEvent } from "#server/platform/log";

const everyMs = 3_600_000;

/** Each may be repeated at any time, and does nothing when there is nothing to do. */
const jobs = { "parts.remove": removeUnusedParts, "telemetry.remove": removeOldTelemetry } as const;

/** Does what nobody asks for, once an hour whichever isolate comes first. */
export async function keepHouse(deps: Deps): Promise<void> {
  const at = deps.clock.now();
  const [turn] = await claimTurn(deps.db.forTenant(deps.tenant), { at, lastBefore: at - everyMs });
  if (turn === undefined) return;
  for (const [op, job] of Object.entries(jobs)) {
    const log = wideEvent(deps.writeLine, op);
    log.set({ tenant: deps.tenant });
    await job(deps).then(
      (facts) => log.end({ ok: true, ...facts }),
      (cause: unknown) => log.end({ ok: false, cause: describeCause(cause) }),
    );
  }
}

/** Called with every request: looks at the clock, and once an hour at the house, after the request. */
export function housekeeper(deps: Deps): () => void {
  let lookedAtMs = deps.clock.now();
  return () => {
    const nowMs = deps.clock.now();
    if (nowMs - lookedAtMs < everyMs) return;
    lookedAtMs = nowMs;
    deps.later(() => keepHouse(deps));
  };
}
