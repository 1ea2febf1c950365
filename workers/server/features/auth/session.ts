const hour = 3_600_000;

/** A session ends a day after it was last used, and a week after it began. */
const idleMs = 24 * hour;
const longestMs = 7 * 24 * hour;

/** How often a session that is in use says so in the database. */
const touchEveryMs = 10 * 60_000;

export interface SessionLife {
  readonly createdAt: number;
  readonly lastSeenAt: number;
}

export function expiryOf({ createdAt, lastSeenAt }: SessionLife): number {
  return Math.min(lastSeenAt + idleMs, createdAt + longestMs);
}

export function wantsTouch({ lastSeenAt }: SessionLife, nowMs: number): boolean {
  return nowMs - lastSeenAt >= touchEveryMs;
}
