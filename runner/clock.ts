import { setTimeout as pause } from "node:timers/promises";

/** Time as the runner knows it. Waiting is part of it, so that tests need not wait. */
export interface RunnerClock {
  /** Wall clock, milliseconds since the epoch; may jump. */
  nowMs(): number;
  /** Never jumps; only differences mean something. */
  monotonicMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted before. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: RunnerClock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await pause(Math.max(0, ms), undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw signal?.reason ?? error;
    }
  },
};

export function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
