import type { RunnerClock } from "../clock.ts";

const firstMs = 1_000;
const longestMs = 60_000;

/** Tries that failed are repeated ever slower; of each key one waits at most. */
export interface Retries {
  /** How often it has failed in a row. */
  failed(key: string): number;
  /** It is tried now: nobody needs to wait for that any more. */
  begun(key: string): void;
  succeeded(key: string): void;
}

export function newRetries(clock: RunnerClock, again: (key: string) => void): Retries {
  const failures = new Map<string, number>();
  const waiting = new Map<string, AbortController>();
  const wait = async (key: string, count: number): Promise<void> => {
    const sooner = new AbortController();
    waiting.set(key, sooner);
    await clock.sleep(Math.min(longestMs, firstMs * 2 ** (count - 1)), sooner.signal);
    again(key);
  };
  return {
    failed(key) {
      const count = (failures.get(key) ?? 0) + 1;
      failures.set(key, count);
      void wait(key, count).catch(() => undefined);
      return count;
    },
    begun(key) {
      waiting.get(key)?.abort();
      waiting.delete(key);
    },
    succeeded: (key) => void failures.delete(key),
  };
}
