import { gzipSync } from "node:zlib";
import type { BatchHeader, BatchLine } from "#schema/protocol/v1/batch";
import type { BatchDraft } from "../encode-batch.ts";
import { closeBatch, draftBatch } from "../encode-batch.ts";
import type { SealedBatch } from "./outbox.ts";

export interface WriterOptions {
  readonly channel: string;
  readonly header: Omit<BatchHeader, "D" | "t0" | "v" | "seq" | "sent" | "ch">;
  readonly nowMicros: () => number;
  readonly flush: { readonly executions: number; readonly bytes: number };
  readonly seal: (batch: SealedBatch) => void;
}

/** Collects lines and closes a batch when it is large enough or told to. */
export interface BatchWriter {
  /** `line` is called with the draft that its dictionary indexes belong to. */
  add(line: (draft: BatchDraft) => BatchLine, facts?: { readonly executionId?: string; readonly important?: boolean }): void;
  flush(): void;
  /** Cuts a batch into two with the numbers that follow. */
  split(batch: SealedBatch): readonly SealedBatch[] | undefined;
}

interface Open {
  readonly draft: BatchDraft;
  readonly lines: Record<string, number>;
  readonly executionIds: string[];
  important: boolean;
}

export function batchWriter(options: WriterOptions): BatchWriter {
  let seq = 0;
  let open: Open | undefined;
  const flush = (): void => {
    if (open === undefined) return;
    const { draft, ...facts } = open;
    open = undefined;
    seq++;
    const channel = options.channel === "main" ? {} : { ch: options.channel };
    const text = closeBatch(draft, { ...options.header, seq, ...channel, sent: options.nowMicros() });
    options.seal(sealed({ channel: options.channel, seq, text, ...facts }));
  };
  return {
    add: (line, { executionId, important = false } = {}) => {
      open ??= { draft: draftBatch(options.nowMicros()), lines: {}, executionIds: [], important: false };
      const written = line(open.draft);
      open.draft.add(written);
      open.lines[written.k] = (open.lines[written.k] ?? 0) + 1;
      if (executionId !== undefined) open.executionIds.push(executionId);
      open.important ||= important;
      if (open.executionIds.length >= options.flush.executions || open.draft.size >= options.flush.bytes) flush();
    },
    flush,
    split: (batch) => {
      const [first = "", ...rest] = batch.text.trimEnd().split("\n");
      if (rest.length < 2) return undefined;
      const header = JSON.parse(first) as BatchHeader;
      const middle = Math.ceil(rest.length / 2);
      return [rest.slice(0, middle), rest.slice(middle)].map((lines) => {
        seq++;
        const text = `${[JSON.stringify({ ...header, seq }), ...lines].join("\n")}\n`;
        return sealed({ channel: batch.channel, seq, text, important: batch.important, ...countLines(lines) });
      });
    },
  };
}

function sealed(batch: Omit<SealedBatch, "bytes" | "encoding">): SealedBatch {
  return { ...batch, bytes: gzipSync(batch.text, { level: 1 }), encoding: "gzip" };
}

function countLines(lines: readonly string[]): Pick<SealedBatch, "lines" | "executionIds"> {
  const counts: Record<string, number> = {};
  const executionIds: string[] = [];
  for (const text of lines) {
    const line = JSON.parse(text) as BatchLine;
    counts[line.k] = (counts[line.k] ?? 0) + 1;
    if (line.k === "x" && line.s !== 0) executionIds.push(line.id);
  }
  return { lines: counts, executionIds };
}
