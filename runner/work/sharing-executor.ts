import type { RunnerClock } from "../clock.ts";
import type { Executor } from "../executor/executor.ts";

/** Events of the engine can be missed. */
const longestMs = 2_000;

/**
 * One look at the host serves everybody who asks until something has changed there, through this process or past it. Otherwise each event of the engine
 * would be followed by a look for each app.
 */
export function sharingExecutor(executor: Executor, clock: RunnerClock): Executor {
  let last: { readonly instances: ReturnType<Executor["observe"]>; readonly atMs: number } | undefined;
  const forget = (): void => void (last = undefined);
  const changing = async <T>(change: Promise<T>): Promise<T> => change.finally(forget);
  return {
    ...executor,
    apply: (workload, run) => changing(executor.apply(workload, run)),
    stop: (place, grace) => changing(executor.stop(place, grace)),
    remove: (place, options) => changing(executor.remove(place, options)),
    async observe() {
      const nowMs = clock.monotonicMs();
      if (last !== undefined && nowMs - last.atMs < longestMs) return last.instances;
      const instances = executor.observe();
      const own = { instances, atMs: nowMs };
      last = own;
      instances.catch(() => last === own && forget());
      return instances;
    },
    async watch(onChange, signal) {
      await executor.watch(() => (forget(), onChange()), signal);
    },
  };
}
