/** The only source of time. Tests move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

export function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

export function dateOf(milliseconds: number): Date {
  return new Date(milliseconds);
}

/** How far a clock is ahead of the system's; for libraries that ask the system. */
export function skewSecondsOf(clock: Clock): number {
  return Math.trunc((clock.now() - Date.now()) / 1_000);
}
