import type { ObservedInstance } from "../executor/executor.ts";

const windowMs = 5 * 60_000;
const restartsOfALoop = 3;

/** Tells an app that keeps ending from one that ended once. */
export interface CrashLoops {
  /** Takes note of what is seen now; the instances that have restarted three times within five minutes. */
  see(instances: readonly ObservedInstance[], nowMs: number): readonly ObservedInstance[];
}

export function newCrashLoops(): CrashLoops {
  const restarts = new Map<string, { count: number; atMs: number[] }>();
  return {
    see(instances, nowMs) {
      for (const id of restarts.keys()) if (!instances.some((instance) => instance.id === id)) restarts.delete(id);
      return instances.filter(({ id, restartCount }) => {
        const seen = restarts.get(id) ?? { count: restartCount, atMs: [] };
        const added = Array.from({ length: Math.max(0, restartCount - seen.count) }, () => nowMs);
        const atMs = [...seen.atMs, ...added].filter((at) => nowMs - at < windowMs).slice(-restartsOfALoop);
        restarts.set(id, { count: restartCount, atMs });
        return atMs.length >= restartsOfALoop;
      });
    },
  };
}
