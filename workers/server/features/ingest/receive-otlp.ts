import { Problem } from "#schema/problems";
import { encodingOf, otlpFailure, otlpSuccess } from "#server/features/ingest/otlp-reply";
import type { Signal } from "#server/features/ingest/otlp-reply";
import { receiveBody } from "#server/features/ingest/receive-body";
import { storeBlocks } from "#server/features/ingest/store-blocks";
import type { Findings, Origin } from "#server/ingest/findings";
import { findings, quarantineBlock, report } from "#server/ingest/findings";
import type { Block } from "#server/ingest/native/block";
import type { Lexicon } from "#server/ingest/native/lexicon";
import { lexicon } from "#server/ingest/native/lexicon";
import { protobufOfJson } from "#server/ingest/otlp/json";
import type { IngestSettings } from "#server/ingest/otlp/trace-batch";
import { hexExcerpt } from "#server/ingest/otlp/traces";
import { Malformed } from "#server/ingest/otlp/wire";
import { timeWindow } from "#server/ingest/time";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

/** What a request came to. */
export interface Decoded {
  readonly words: Lexicon;
  readonly blocks: readonly Block[];
  /** whom to name in the quarantine */
  readonly origin: Omit<Origin, "tenant" | "source">;
}

export interface OtlpSignal {
  readonly op: string;
  readonly signal: Signal;
  readonly root: "Traces" | "Metrics" | "Logs";
  readonly decode: (body: Uint8Array, settings: IngestSettings) => Promise<Decoded>;
}

const nobody = { environment: "", app: "", instance: "" };

/** Decodes and stores an OTLP request; answers in the words of OTLP, also when it fails. */
export async function receiveOtlp(deps: Deps, ctx: Context, of: OtlpSignal): Promise<Response> {
  const encoding = encodingOf(ctx.request);
  try {
    const found = await decodeAndStore(deps, ctx, of);
    if (found.rejected > 0) ctx.log.set({ rejected: found.rejected });
    return otlpSuccess(of.signal, encoding, found);
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    ctx.log.set({ problem: thrown.code });
    return otlpFailure(thrown, encoding);
  }
}

async function decodeAndStore(deps: Deps, ctx: Context, of: OtlpSignal): Promise<Findings> {
  const nowMs = deps.clock.now();
  const { bytes, digest } = await receiveBody(ctx.request);
  const { actor } = ctx;
  const environment = "environment" in actor ? actor.environment : null;
  const app = actor.kind === "app" ? actor.app : null;
  const settings = { tenant: ctx.tenant, window: timeWindow(nowMs), environment, app, findings: findings() };
  const request = { tenant: ctx.tenant, source: `otlp-${of.signal}`, nowMs, digest } as const;
  try {
    const body = encodingOf(ctx.request) === "json" ? protobufOfJson(of.root, bytes, settings.findings) : bytes;
    const { words, blocks, origin } = await of.decode(body, settings);
    const quarantine = quarantineBlock(settings.findings, words, { ...request, ...origin });
    await storeBlocks(deps, ctx, { op: of.op, words, blocks: [...blocks, quarantine], digest });
    return settings.findings;
  } catch (thrown) {
    if (!(thrown instanceof Malformed)) throw thrown;
    await quarantineRequest(deps, ctx, { of, request, reason: thrown.message, bytes });
    throw new Problem("malformed-body", { detail: `The body is not valid OTLP: ${thrown.message}.` });
  }
}

interface Unreadable {
  readonly of: OtlpSignal;
  readonly request: Pick<Origin, "tenant" | "source"> & { readonly nowMs: number; readonly digest: string };
  readonly reason: string;
  readonly bytes: Uint8Array;
}

async function quarantineRequest(deps: Deps, ctx: Context, { of, request, reason, bytes }: Unreadable): Promise<void> {
  const whole = findings();
  const words = lexicon();
  report(whole, { kind: "request", outcome: "rejected", reason, position: 0, excerpt: () => hexExcerpt(bytes, 0, bytes.length) });
  const blocks = [quarantineBlock(whole, words, { ...nobody, ...request })];
  await storeBlocks(deps, ctx, { op: of.op, words, blocks, digest: request.digest });
}
