import type { RunnerClock } from "../clock.ts";
import type { InstanceDriver } from "./instance-driver.ts";

/** Tells when it is worth looking again. */
export interface Changes {
  /** Asked for before one looks: resolves after the next change of an instance, at the latest `ms` after `wait` was called. */
  expect(): { wait(ms: number): Promise<void> };
}

/** Watches until the signal is raised. An engine that tells nothing is looked at when the time is over. */
export function watchChanges(driver: Pick<InstanceDriver, "watch">, clock: RunnerClock, signal: AbortSignal): Changes {
  let change = Promise.withResolvers<void>();
  const onChange = (): void => {
    change.resolve();
    change = Promise.withResolvers();
  };
  void driver.watch(onChange, signal).catch(() => undefined);
  return {
    expect() {
      const { promise } = change;
      return {
        async wait(ms) {
          const enough = new AbortController();
          await Promise.race([promise, clock.sleep(ms, enough.signal).catch(() => undefined)]);
          enough.abort();
        },
      };
    },
  };
}
