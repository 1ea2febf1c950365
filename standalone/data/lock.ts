import { chmodSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** Released by `release`, and by the system when the process ends in whatever way. */
export interface Lock {
  release(): void;
}

/**
 * Takes the lock `path` stands for, waiting at most `waitMs` for another process to give it up; undefined when it does not.
 * SQLite brings the system's own file locks, which Node does not: no stale lock after kill -9, no race of two starts.
 */
export function takeLock(path: string, waitMs: number): Lock | undefined {
  const file = new DatabaseSync(path, { timeout: waitMs });
  try {
    chmodSync(path, 0o600);
    file.exec("BEGIN EXCLUSIVE");
    return { release: () => file.close() };
  } catch (cause) {
    file.close();
    if (cause instanceof Error && "errcode" in cause && cause.errcode === 5) return undefined;
    throw cause;
  }
}
