import type { Clock } from "#server/platform/clock";

/** Stands still until it is moved. */
export interface MovingClock extends Clock {
  advance(by: { readonly seconds: number }): void;
}

export function movingClock(startMs: number): MovingClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance: ({ seconds }) => {
      nowMs += seconds * 1_000;
    },
  };
}
