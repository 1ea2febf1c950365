import { ingestBatch as endpoint } from "#schema/contract/ingest";
import { Problem } from "#schema/problems";
import { storeRouteGraphs } from "#server/features/agents/index";
import { requireOwnHeader } from "#server/features/ingest/own-header";
import type { ReceivedBody } from "#server/features/ingest/receive-body";
import { receiveBody } from "#server/features/ingest/receive-body";
import { tellHub } from "#server/features/ingest/tell-hub";
import { storeBlocks } from "#server/features/ingest/store-blocks";
import { findings, quarantineBlock, report } from "#server/ingest/findings";
import { lexicon } from "#server/ingest/native/lexicon";
import type { Batch } from "#server/ingest/ndjson/batch";
import { decodeBatch } from "#server/ingest/ndjson/decode";
import { timeWindow } from "#server/ingest/time";
import type { Context, Verb } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

/** Configurations of agents have no versions yet. */
const configVersion = 0;
const maxExcerpt = 512;

export const ingestBatch: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const body = await receiveBody(ctx.request);
  const batch = await decodeOrQuarantine(deps, ctx, body);
  const { header } = batch;
  requireOwnHeader(ctx.actor, header);
  const origin = { environment: header.env, app: header.app, instance: header.inst, tenant: ctx.tenant, source: "ndjson" } as const;
  const quarantine = quarantineBlock(batch.findings, batch.words, { ...origin, nowMs: batch.window.nowMs, digest: body.digest });
  const { executions, steps, payloads, statistics, logs, events } = batch;
  const blocks = [executions, steps, payloads, statistics, logs, events, quarantine];
  await Promise.all([
    storeBlocks(deps, ctx, { op: endpoint.id, words: batch.words, blocks, digest: body.digest }),
    storeRouteGraphs(deps, { environment: header.env, app: header.app }, batch.graphs),
  ]);
  const cmds = await tellHub(deps, ctx, batch);
  return { seq: header.seq, accepted: batch.accepted, rejected: batch.findings.first, cfg: configVersion, cmds };
};

async function decodeOrQuarantine(deps: Deps, ctx: Context, { bytes, digest }: ReceivedBody): Promise<Batch> {
  const window = timeWindow(deps.clock.now());
  try {
    return decodeBatch(bytes, { tenant: ctx.tenant, window });
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    const words = lexicon();
    const whole = findings();
    const excerpt = (): string => new TextDecoder().decode(bytes.subarray(0, maxExcerpt));
    report(whole, { kind: "request", outcome: "rejected", reason: thrown.message, position: 1, excerpt });
    const nobody = { environment: "", app: "", instance: "" };
    const block = quarantineBlock(whole, words, { ...nobody, tenant: ctx.tenant, source: "ndjson", nowMs: window.nowMs, digest });
    await storeBlocks(deps, ctx, { op: endpoint.id, words, blocks: [block], digest });
    throw thrown;
  }
}
