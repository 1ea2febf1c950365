/** Notices when an engine may have left lines out of a log that is followed. */
export interface SkipWatch {
  /** Whether lines may be missing before the one that was written at `time` (ISO 8601) and is received at `nowMs`. */
  mayHaveSkipped(time: string, nowMs: number): boolean;
}

/** Shorter than any engine needs to fill a log file. */
const shortestFileMs = 20;

/**
 * An engine that tells a log while it is written may leave out a whole file, when the next one is full before all of the first was told (Docker until
 * 24). Then there is a hole between two lines of which the second was there already when the first one was received. Asked again from the first one on,
 * the engine tells what it still has; what was there when it was asked is told without holes.
 */
export function newSkipWatch(askedAtMs: number): SkipWatch {
  let before: { readonly writtenMs: number; readonly receivedMs: number } | undefined;
  return {
    mayHaveSkipped(time, nowMs) {
      const writtenMs = Date.parse(time);
      const wasThere = before !== undefined && writtenMs < before.receivedMs;
      const isHole = before !== undefined && writtenMs - before.writtenMs >= shortestFileMs;
      before = { writtenMs, receivedMs: nowMs };
      return writtenMs > askedAtMs && wasThere && isHole;
    },
  };
}
