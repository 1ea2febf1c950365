import type { DrivenInstance } from "../instance-driver.ts";
import { StepFailure } from "../outcome.ts";
import type { Replacement } from "./replacement.ts";

/** Changes are told; a look in between keeps the engine from its health checks. */
const lookAgainMs = 1_000;

/** Resolves with what is seen when all of it has been healthy for as long as it must be; throws a `StepFailure` when that takes longer than it may. */
export async function untilHealthy(
  { clock, workload, changes }: Replacement,
  see: () => Promise<readonly DrivenInstance[]>,
): Promise<readonly DrivenInstance[]> {
  const { startDeadlineMs, minHealthyMs } = workload.health;
  const deadlineMs = clock.monotonicMs() + startDeadlineMs;
  let healthySinceMs: number | null = null;
  for (;;) {
    const change = changes.expect();
    const instances = await see();
    const nowMs = clock.monotonicMs();
    healthySinceMs = instances.every(isReady) ? (healthySinceMs ?? nowMs) : null;
    const restMs = (healthySinceMs ?? nowMs) + minHealthyMs - nowMs;
    if (healthySinceMs !== null && restMs <= 0) return instances;
    if (healthySinceMs === null && nowMs >= deadlineMs) throw new StepFailure("unhealthy", "");
    await change.wait(Math.min(lookAgainMs, healthySinceMs === null ? deadlineMs - nowMs : restMs));
  }
}

function isReady({ state, health }: DrivenInstance): boolean {
  return state === "running" && (health === "healthy" || health === "none");
}
