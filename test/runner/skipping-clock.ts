import type { RunnerClock } from "#runner/clock";

export interface SkippingClock extends RunnerClock {
  /** Moves time on: whoever sleeps less than that is woken. */
  skip(ms: number): void;
  /** Sets the wall clock alone, forwards or backwards, as an administrator does. */
  jump(ms: number): void;
}

interface Sleeper {
  readonly untilMs: number;
  readonly wake: () => void;
}

/** Goes with the real time, except that tests can skip what nobody wants to wait for. */
export function skippingClock(startMs: number): SkippingClock {
  const begun = performance.now();
  const sleepers = new Map<Sleeper, NodeJS.Timeout>();
  let skippedMs = 0;
  let jumpedMs = 0;
  const monotonicMs = (): number => performance.now() - begun + skippedMs;
  const arm = (sleeper: Sleeper): void =>
    void sleepers.set(sleeper, setTimeout(sleeper.wake, Math.max(0, sleeper.untilMs - monotonicMs())));
  return {
    monotonicMs,
    nowMs: () => Math.floor(startMs + monotonicMs() + jumpedMs),
    jump: (ms) => void (jumpedMs += ms),
    skip(ms) {
      skippedMs += ms;
      for (const [sleeper, timer] of sleepers) {
        clearTimeout(timer);
        arm(sleeper);
      }
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      const { promise, resolve } = Promise.withResolvers<void>();
      const sleeper: Sleeper = { untilMs: monotonicMs() + ms, wake: resolve };
      arm(sleeper);
      const wake = (): void => resolve();
      signal?.addEventListener("abort", wake, { once: true });
      await promise;
      clearTimeout(sleepers.get(sleeper));
      sleepers.delete(sleeper);
      signal?.removeEventListener("abort", wake);
      signal?.throwIfAborted();
    },
  };
}
