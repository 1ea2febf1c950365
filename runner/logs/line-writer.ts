import type { LogLine } from "#schema/protocol/runner/v1/log-line";
import type { LogSpool } from "./log-spool.ts";

const batchLines = 500;

/** Collects lines, so that many are written at once and a single one without delay. */
export interface LineWriter {
  /** Waits only when there is a lot to write. */
  write(lines: readonly LogLine[]): Promise<void>;
  /** Rejects when anything since the beginning could not be written. */
  flush(): Promise<void>;
}

export function newLineWriter(spool: Pick<LogSpool, "append">, onFailure: () => void): LineWriter {
  let batch: LogLine[] = [];
  let writing: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    const lines = batch;
    batch = [];
    if (lines.length > 0) writing = writing.then(() => spool.append(lines));
    writing.catch(onFailure);
    return writing;
  };
  return {
    flush,
    async write(lines) {
      batch.push(...lines);
      if (batch.length >= batchLines) await flush();
      else if (batch.length === lines.length) setImmediate(() => void flush().catch(onFailure));
    },
  };
}
