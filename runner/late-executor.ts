import type { Detected } from "./detect-executor.ts";
import type { Executor } from "./executor/executor.ts";

/** An executor that is looked for again whenever it is needed and was not found yet: an engine may come up after the runner. */
export function lateExecutor(name: Executor["name"], detect: () => Promise<Detected>): Executor {
  let found: Executor | undefined;
  const current = async (): Promise<Executor> => {
    if (found !== undefined) return found;
    const detected = await detect();
    if (detected.executor === undefined) throw new Error(detected.why);
    found = detected.executor;
    return found;
  };
  return {
    name,
    async check() {
      try {
        return await (await current()).check();
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return { ok: false, version: "", apiVersion: "", rootless: false, dataRoot: "", message };
      }
    },
    apply: async (workload, run) => (await current()).apply(workload, run),
    async *logs(instanceId, since, signal) {
      yield* (await current()).logs(instanceId, since, signal);
    },
    evidence: async (instanceId) => (await current()).evidence(instanceId),
    stop: async (place, grace) => (await current()).stop(place, grace),
    remove: async (place, options) => (await current()).remove(place, options),
    observe: async () => (await current()).observe(),
    measure: async () => (await current()).measure(),
    threadDump: async (instanceId, signal) => (await current()).threadDump(instanceId, signal),
    watch: async (onChange, signal) => (await current()).watch(onChange, signal),
    collectGarbage: async (place, keep) => (await current()).collectGarbage(place, keep),
    urlOf: (workload) => found?.urlOf(workload) ?? null,
  };
}
