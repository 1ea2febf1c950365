import type { RunnerClock } from "#runner/clock";

/** Nobody waits: whoever sleeps moves the time on. */
export function leapingClock(startMs = Date.UTC(2026, 10, 22)): RunnerClock & { jump(ms: number): void } {
  let elapsedMs = 0;
  let jumpedMs = 0;
  return {
    nowMs: () => startMs + elapsedMs + jumpedMs,
    monotonicMs: () => elapsedMs,
    jump: (ms) => void (jumpedMs += ms),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      elapsedMs += Math.max(1, ms);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      signal?.throwIfAborted();
    },
  };
}
