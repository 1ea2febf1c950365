import { hash } from "node:crypto";
import type { LogEntry } from "../executor/executor.ts";

const remembered = 100_000;

/** Knows which lines of an instance were taken already: engines repeat lines when they are asked again, and when their files rotate. */
export interface SeenLines {
  /** Whether it is new; from then on it is not. */
  isNew(entry: LogEntry): boolean;
}

/**
 * What is later than everything before is new without further ado. What is not is looked up, since a clock that was put back makes new lines look old.
 * Two equal lines of one stream with the same nanosecond are one.
 */
export function newSeenLines(): SeenLines {
  let seen = new Set<string>();
  let before = new Set<string>();
  return {
    isNew({ time, stream, line }) {
      const key = `${time}${stream === "stdout" ? "o" : "e"}${line.length > 24 ? hash("sha1", line, "base64") : line}`;
      if (seen.has(key) || before.has(key)) return false;
      seen.add(key);
      if (seen.size >= remembered) {
        before = seen;
        seen = new Set();
      }
      return true;
    },
  };
}
