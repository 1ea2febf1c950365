import { closeSync, openSync, writeSync } from "node:fs";
import type { Answer } from "#schema/contract/endpoint";
import type { ingestBatch } from "#schema/contract/ingest";
import type { SealedBatch } from "./agent/outbox.ts";

export type BatchReply = Answer<typeof ingestBatch>;

/** One acknowledged or refused batch. An acknowledged one must be in the stores exactly once, whatever happens afterwards. */
export interface LedgerEntry {
  readonly outcome: "acknowledged" | "refused";
  readonly agentId: string;
  readonly channel: string;
  readonly seq: number;
  /** Lines by kind that the server took. */
  readonly lines: Readonly<Record<string, number>>;
  /** Executions that have ended; running ones are not stored. */
  readonly executionIds: readonly string[];
  readonly rejected: BatchReply["rejected"];
  /** Status of the refusal, 200 for an acknowledged one. */
  readonly status: number;
}

export interface Ledger {
  acknowledged(agentId: string, batch: SealedBatch, reply: BatchReply): void;
  refused(agentId: string, batch: SealedBatch, status: number): void;
  close(): void;
}

/** Appends one JSON line per batch, at once: what is in the file survives the end of this process. */
export function openLedger(path: string): Ledger {
  const file = openSync(path, "a");
  const write = (entry: LedgerEntry): void => void writeSync(file, `${JSON.stringify(entry)}\n`);
  const facts = ({ channel, seq, lines, executionIds }: SealedBatch) => ({ channel, seq, lines, executionIds });
  return {
    acknowledged: (agentId, batch, { rejected }) => write({ outcome: "acknowledged", agentId, ...facts(batch), rejected, status: 200 }),
    refused: (agentId, batch, status) => write({ outcome: "refused", agentId, ...facts(batch), rejected: [], status }),
    close: () => closeSync(file),
  };
}
