/** Notices when an engine may have stopped telling a log that is followed, although there is more of it. */
export interface StallWatch {
  /** A line that was written at `time` (ISO 8601) is received at `nowMs`. */
  received(line: { readonly time: string; readonly length: number }, nowMs: number): void;
  hasStalled(nowMs: number): boolean;
}

export const quietMs = 5_000;
const lateMs = 200;
const muchCharacters = 256 * 1024;

/**
 * An engine that is far behind the writer when its files rotate may wait for ever at the end of a file that nobody writes to any more (Docker until 24).
 * So a log that falls silent after much of it was told late is asked for again, from its last line on.
 */
export function newStallWatch(): StallWatch {
  let characters = 0;
  let wasLate = false;
  let lastMs = 0;
  return {
    received({ time, length }, nowMs) {
      characters += length;
      wasLate ||= nowMs - Date.parse(time) >= lateMs;
      lastMs = nowMs;
    },
    hasStalled: (nowMs) => wasLate && characters >= muchCharacters && nowMs - lastMs >= quietMs,
  };
}
