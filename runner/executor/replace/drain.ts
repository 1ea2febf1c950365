import type { RunnerClock } from "../../clock.ts";
import type { DrivenInstance, InstanceDriver } from "../instance-driver.ts";
import { StepFailure } from "../outcome.ts";

const lookEveryMs = 250;

interface Engine {
  readonly driver: InstanceDriver;
  readonly clock: RunnerClock;
}

/** Takes instances out of traffic; those that have left it. */
export async function leaveTraffic(
  { driver }: Engine,
  instances: readonly DrivenInstance[],
  warn: (message: string) => void,
): Promise<readonly DrivenInstance[]> {
  const left = await Promise.all(
    instances.map(async (instance) => {
      try {
        await driver.cordon(instance.id);
        return [instance];
      } catch (error) {
        if (!(error instanceof StepFailure)) throw error;
        warn(`${instance.name} could not be taken out of traffic before it was stopped: ${error.message}`);
        return [];
      }
    }),
  );
  return left.flat();
}

/** Resolves when instances that take no new requests have answered those they had, or after `drainMs`; then with what is still open. */
export async function finishRequests(
  { driver, clock }: Engine,
  instances: readonly DrivenInstance[],
  drainMs: number,
): Promise<readonly { readonly name: string; readonly connections: number | null }[]> {
  const deadlineMs = clock.monotonicMs() + drainMs;
  for (;;) {
    const seen = await Promise.all(
      instances.map(async (instance) => ({ name: instance.name, connections: await driver.openConnections(instance) })),
    );
    const busy = seen.filter(({ connections }) => connections !== 0);
    const restMs = deadlineMs - clock.monotonicMs();
    if (busy.length === 0 || restMs <= 0) return busy;
    await clock.sleep(Math.min(lookEveryMs, restMs));
  }
}
