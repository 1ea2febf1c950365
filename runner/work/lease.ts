import type { RunnerClock } from "../clock.ts";

/** This process may do nothing more: another one has taken over, or it is about to end. What runs goes on. */
export class Halted extends Error {}

/**
 * The right to begin steps that cannot be taken back. Every sync renews it, counted from when it was sent, for its reply may have been long on the
 * way. Without it everything that runs goes on, and nothing is ended.
 */
export interface Lease {
  /** Until then, by the clock that never jumps. */
  renew(untilMs: number): void;
  /** For ever. */
  halt(): void;
  readonly isHalted: boolean;
  isHeld(): boolean;
  /** Resolves when it is held; rejects with `Halted`. */
  held(): Promise<void>;
}

export function newLease(clock: RunnerClock): Lease {
  let heldUntilMs = Number.NEGATIVE_INFINITY;
  let isHalted = false;
  let waiting: PromiseWithResolvers<void>[] = [];
  const isHeld = (): boolean => !isHalted && clock.monotonicMs() < heldUntilMs;
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const one of woken) {
      if (isHalted) one.reject(new Halted());
      else one.resolve();
    }
  };
  return {
    renew(untilMs) {
      heldUntilMs = untilMs;
      wake();
    },
    halt() {
      isHalted = true;
      wake();
    },
    get isHalted() {
      return isHalted;
    },
    isHeld,
    async held() {
      while (!isHeld()) {
        if (isHalted) throw new Halted();
        const one = Promise.withResolvers<void>();
        waiting.push(one);
        await one.promise;
      }
    },
  };
}
