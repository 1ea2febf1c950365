import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { putRunnerLogs } from "#schema/contract/runner-protocol";
import { Problem } from "#schema/problems";
import type { RunnerClock } from "../clock.ts";
import type { RunnerCall } from "../protocol/runner-call.ts";
import type { LogSpool } from "./log-spool.ts";
import type { LogStreams } from "./log-streams.ts";

export interface Uploading {
  readonly send: RunnerCall;
  readonly streams: LogStreams;
  readonly clock: RunnerClock;
  readonly epoch: number;
  /** Between two looks, at this moment: shorter while somebody watches. */
  readonly flushMs: () => number;
}

const compress = promisify(gzip);
const longestRetryMs = 30_000;

/** Of one stream before it is the turn of the next. */
const chunksAtOnce = 16;

/** Sends the server what it has not got, in turns, the evidence of crashes first, until the signal is raised. */
export async function uploadLogs(uploading: Uploading, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const round = await uploadRound(uploading, signal);
    if (round === "refused") return;
    failures = round === "failed" ? failures + 1 : 0;
    if (round === "more") continue;
    const waitMs = failures === 0 ? uploading.flushMs() : Math.min(longestRetryMs, 1_000 * 2 ** (failures - 1));
    await uploading.clock.sleep(waitMs, signal).catch(() => undefined);
  }
}

/** One that cannot be sent does not keep the others from it. One that broke off after some of it got through is gone on with at once. */
async function uploadRound(uploading: Uploading, signal: AbortSignal): Promise<"done" | "more" | "failed" | "refused"> {
  let round: "done" | "more" | "failed" = "done";
  for (const spool of byUrgency(uploading.streams.all())) {
    if (signal.aborted) return round;
    const had = spool.committedTo;
    try {
      const hasMore = await uploadStream(uploading, spool, signal);
      if (hasMore && round === "done") round = "more";
    } catch (error) {
      if (error instanceof Problem && (error.code === "stale-epoch" || error.code === "runner-deleted")) return "refused";
      if (spool.committedTo === had) round = "failed";
      else if (round === "done") round = "more";
    }
  }
  return round;
}

/** What there is of one stream, up to its share; whether there is more. */
async function uploadStream(uploading: Uploading, spool: LogSpool, signal: AbortSignal): Promise<boolean> {
  const { send, streams, clock, epoch } = uploading;
  const { environmentId, appId, instance, kind, deploymentId } = spool.owner;
  for (let chunk = 0; chunk < chunksAtOnce; chunk += 1) {
    const bytes = await spool.pending();
    if (bytes.length === 0) {
      if (streams.isFinished(spool)) await streams.forget(spool);
      return false;
    }
    const offset = spool.committedTo;
    const query = { epoch, offset, environmentId, appId, instance, kind, ...(deploymentId === null ? {} : { deploymentId }) };
    const params = { streamId: spool.streamId };
    const body = await compress(bytes);
    const options = { signal, headers: { "content-encoding": "gzip" } };
    const reply = await orGone(async () => send(putRunnerLogs, { params, query, body, contentType: "application/x-ndjson" }, options));
    if (reply === undefined) return streams.forget(spool).then(() => false);
    await spool.commit(reply.committedTo);
    if (reply.committedTo <= offset) return false;
    if (reply.retryAfterMs > 0) await clock.sleep(reply.retryAfterMs, signal);
  }
  return true;
}

/** The app is not known any more: nobody will read its logs. */
async function orGone<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Problem && error.code === "not-found") return undefined;
    throw error;
  }
}

const urgency = { evidence: 0, rollout: 1, container: 2 } as const;

function byUrgency(spools: readonly LogSpool[]): LogSpool[] {
  return spools.toSorted((a, b) => urgency[a.owner.kind] - urgency[b.owner.kind]);
}
