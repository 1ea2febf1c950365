import type { RunnerClock } from "../clock.ts";

/** A rest that can be cut short. */
export interface Interruption {
  /** Ends the rest under way; with none under way, the next one is short. */
  wake(): void;
  readonly isWoken: boolean;
  settle(): void;
  /** Undefined when it was cut short; rejects with `end`'s reason when that is raised. */
  during<T>(end: AbortSignal, act: (signal: AbortSignal) => Promise<T>): Promise<T | undefined>;
  /** Sleeps until the time is over or somebody wakes it; then a moment longer, so that several wakings are one. */
  rest(ms: number, end: AbortSignal): Promise<void>;
}

export function newInterruption(clock: RunnerClock, debounceMs: number): Interruption {
  let isWoken = false;
  let current: AbortController | undefined;
  const during = async <T>(end: AbortSignal, act: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> => {
    const own = new AbortController();
    current = own;
    try {
      return await act(AbortSignal.any([end, own.signal]));
    } catch (error) {
      if (own.signal.aborted && !end.aborted) return undefined;
      throw error;
    } finally {
      current = undefined;
    }
  };
  return {
    wake() {
      isWoken = true;
      current?.abort();
    },
    get isWoken() {
      return isWoken;
    },
    settle: () => void (isWoken = false),
    during,
    async rest(ms, end) {
      if (!isWoken) await during(end, (signal) => clock.sleep(ms, signal));
      if (isWoken) await clock.sleep(debounceMs, end);
    },
  };
}
