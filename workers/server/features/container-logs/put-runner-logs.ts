import type { putRunnerLogs as endpoint } from "#schema/contract/runner-protocol";
import { Problem } from "#schema/problems";
import { logLimits } from "#schema/protocol/runner/v1/limits";
import { endOf, from, wholeLines } from "#server/features/container-logs/chunk";
import { findOwnPlace, openStream } from "#server/features/container-logs/log-streams.store";
import type { Upload } from "#server/features/container-logs/store-chunk";
import { settlePending, storeChunk } from "#server/features/container-logs/store-chunk";
import { callingSession } from "#server/features/runners/index";
import { inflate } from "#server/ingest/inflate";
import type { StreamFacts } from "#server/ingest/tables/container-logs";
import type { Call, Verb } from "#server/platform/call";
import type { Queries } from "#server/platform/database";
import { readAtMost } from "#server/platform/read-body";

/** Every answer says up to where the stream is stored; the runner goes on from there, whatever became of what it sent. */
export const putRunnerLogs: Verb<typeof endpoint> = async (deps, call) => {
  const { params, query, ctx } = call;
  const db = deps.db.forTenant(ctx.tenant);
  const { id: runnerId } = await callingSession(db, ctx, query.epoch);
  const received = wholeLines({ offset: query.offset, bytes: await bodyOf(ctx.request) });
  const key = { runnerId, streamId: params.streamId };
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: "putRunnerLogs", signal: ctx.request.signal });
  const place = { appId: query.appId, environmentId: query.environmentId };
  const upload: Upload = { deps, db, store, key, place, facts: await factsOf(db, call, runnerId) };
  const [stream] = await openStream(db, key, deps.clock.now());
  if (stream === undefined) throw new Problem("unexpected");
  const { committedTo, pendingTo } = stream;
  const chunk = query.offset > committedTo ? undefined : from(received, committedTo);
  if (query.offset <= committedTo && chunk === undefined) {
    throw new Problem("malformed-body", { detail: `No line begins at the offset ${committedTo}.` });
  }
  if (chunk === undefined || chunk.bytes.length === 0) return { committedTo, retryAfterMs: 0 };
  if (pendingTo !== null && endOf(chunk) < pendingTo)
    return settlePending(upload, { from: committedTo, to: pendingTo, since: stream.changedAt });
  return storeChunk(upload, chunk);
};

async function bodyOf(request: Request): Promise<Uint8Array> {
  const body = await readAtMost(request, logLimits.chunkBytes);
  return inflate(body, request.headers.get("content-encoding") ?? "", logLimits.chunkBytes);
}

async function factsOf(db: Queries, { query, params, ctx }: Call<typeof endpoint>, runnerId: string): Promise<StreamFacts> {
  const [place] = await findOwnPlace(db, runnerId, query);
  if (place === undefined) throw new Problem("not-found", { detail: "This runner has no such app in this environment." });
  const { instance, kind, deploymentId = "" } = query;
  return { tenant: ctx.tenant, ...place, instance, kind, runner: runnerId, stream: params.streamId, deployment: deploymentId };
}
