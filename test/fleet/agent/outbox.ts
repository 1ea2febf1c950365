import { agentBuffer } from "#schema/protocol/v1/limits";

export interface SealedBatch {
  readonly channel: string;
  readonly seq: number;
  /** What goes over the wire, the same at every try. */
  readonly bytes: Uint8Array;
  readonly encoding: "gzip" | "identity";
  /** NDJSON, kept to be split after a 413. */
  readonly text: string;
  /** Lines by kind. */
  readonly lines: Readonly<Record<string, number>>;
  readonly executionIds: readonly string[];
  /** Holds a failed exchange: dropped last. */
  readonly important: boolean;
}

/** Batches that are not acknowledged yet, in order, bounded in bytes. What does not fit any more is dropped and counted. */
export interface Outbox {
  readonly waiting: number;
  readonly droppedLines: number;
  add(batch: SealedBatch): void;
  first(): SealedBatch | undefined;
  remove(batch: SealedBatch): void;
  /** Puts the parts of a batch in its place. */
  replace(batch: SealedBatch, parts: readonly SealedBatch[]): void;
  /** Counts lines that were refused for good. */
  countDropped(lines: number): void;
  /** Resolves when there is something, or nothing any more, to send. */
  changed(): Promise<void>;
}

export const lineCount = (batch: SealedBatch): number => Object.values(batch.lines).reduce((sum, lines) => sum + lines, 0);

export function openOutbox(limitBytes: number = agentBuffer.bytes): Outbox {
  let batches: SealedBatch[] = [];
  let bytes = 0;
  let droppedLines = 0;
  let wake = Promise.withResolvers<void>();
  const changed = (): void => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  const remove = (batch: SealedBatch): void => {
    if (!batches.includes(batch)) return;
    batches = batches.filter((candidate) => candidate !== batch);
    bytes -= batch.bytes.length;
    changed();
  };
  const makeRoom = (): void => {
    // The first may be on its way: it stays.
    const [, ...rest] = batches;
    for (const victim of [...rest.filter((batch) => !batch.important), ...rest.filter((batch) => batch.important)]) {
      if (bytes <= limitBytes) return;
      droppedLines += lineCount(victim);
      remove(victim);
    }
  };
  return {
    get waiting() {
      return batches.length;
    },
    get droppedLines() {
      return droppedLines;
    },
    add: (batch) => {
      batches.push(batch);
      bytes += batch.bytes.length;
      makeRoom();
      changed();
    },
    first: () => batches[0],
    remove,
    replace: (batch, parts) => {
      batches = batches.flatMap((candidate) => (candidate === batch ? parts : [candidate]));
      bytes += parts.reduce((sum, part) => sum + part.bytes.length, 0) - batch.bytes.length;
      changed();
    },
    countDropped: (lines) => {
      droppedLines += lines;
    },
    changed: () => wake.promise,
  };
}
