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
