import { retryableStatuses } from "#schema/protocol/v1/limits";
import type { BatchReply, Ledger } from "../ledger.ts";
import type { Random } from "../random.ts";
import { pauseBefore, retryAfterMs } from "./backoff.ts";
import type { Outbox, SealedBatch } from "./outbox.ts";
import { lineCount } from "./outbox.ts";
import type { Session } from "./session.ts";
import { pause } from "./session.ts";

export interface SendCounts {
  ackedBatches: number;
  ackedExecutions: number;
  retried: number;
  rejectedLines: number;
  refusedBatches: number;
}

export interface Sending {
  readonly session: Session;
  readonly outbox: Outbox;
  readonly random: Random;
  readonly counts: SendCounts;
  readonly ledger: Ledger | undefined;
  /** Two batches with new numbers for one that is too large; undefined when it cannot be cut. */
  readonly split: (batch: SealedBatch) => readonly SealedBatch[] | undefined;
}

/** Sends what is in the outbox, one batch at a time and in order, until the signal is given. */
export async function sendBatches(sending: Sending, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const batch = sending.outbox.first();
    if (batch === undefined) await Promise.race([sending.outbox.changed(), pause(1_000, signal)]);
    else await deliver(sending, batch, signal);
  }
}

/** Tries until the server has taken the batch or refused it for good. */
async function deliver(sending: Sending, batch: SealedBatch, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    if (attempt > 0) sending.counts.retried++;
    const response = await send(sending.session, batch, signal).catch(() => undefined);
    const body = await response?.text().catch(() => undefined);
    if (response?.ok === true && body !== undefined) return acknowledged(sending, batch, JSON.parse(body) as BatchReply);
    const again = response === undefined || body === undefined || response.status === 401 || retryableStatuses.includes(response.status);
    if (!again) return refused(sending, batch, response.status);
    await pause(pauseBefore(attempt, sending.random, response === undefined ? 0 : retryAfterMs(response.headers)), signal);
  }
}

function send(session: Session, batch: SealedBatch, signal: AbortSignal): Promise<Response> {
  const headers = { "content-type": "application/x-ndjson", ...(batch.encoding === "gzip" ? { "content-encoding": "gzip" } : {}) };
  return session.fetch("/v1/ingest", {
    method: "POST",
    headers,
    body: batch.bytes.slice(),
    signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]),
  });
}

function acknowledged({ outbox, counts, ledger, session }: Sending, batch: SealedBatch, reply: BatchReply): void {
  outbox.remove(batch);
  outbox.countDropped(reply.rejected.length);
  counts.ackedBatches++;
  counts.ackedExecutions += batch.executionIds.length;
  counts.rejectedLines += reply.rejected.length;
  ledger?.acknowledged(session.registration.agentId, batch, reply);
}

/** Too large: cut in two. Anything else that is not worth another try is dropped and counted. */
function refused(sending: Sending, batch: SealedBatch, status: number): void {
  const parts = status === 413 ? sending.split(batch) : undefined;
  if (parts !== undefined) return sending.outbox.replace(batch, parts);
  sending.outbox.remove(batch);
  sending.outbox.countDropped(lineCount(batch));
  sending.counts.refusedBatches++;
  sending.ledger?.refused(sending.session.registration.agentId, batch, status);
}
