import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Findings } from "#server/ingest/findings";
import { findings } from "#server/ingest/findings";
import { encodeBlock } from "#server/ingest/native/block";
import type { Block } from "#server/ingest/native/block";
import type { Lexicon } from "#server/ingest/native/lexicon";
import { findExchanges } from "#server/ingest/otlp/exchanges";
import { protobufOfJson } from "#server/ingest/otlp/json";
import { decodeLogs } from "#server/ingest/otlp/logs";
import { decodeMetrics } from "#server/ingest/otlp/metrics";
import type { IngestSettings } from "#server/ingest/otlp/trace-batch";
import { decodeTraces } from "#server/ingest/otlp/traces";
import { timeWindow } from "#server/ingest/time";
import { anyLogs, anyMetrics, anyTraces, toJsonSpelling } from "#test/otlp-arbitraries";
import type { OtlpRoot } from "#test/otlp-proto";
import { encodeOtlp } from "#test/otlp-proto";

const nowMs = Date.UTC(2026, 10, 22, 4);
const seed = 20_261_122;

interface Outcome {
  readonly words: Lexicon;
  readonly blocks: readonly Block[];
}

const decoders: Readonly<Record<OtlpRoot, (body: Uint8Array, settings: IngestSettings) => Outcome>> = {
  Traces: (body, settings) => {
    const batch = decodeTraces(body, settings);
    const { executions, statistics } = findExchanges(batch, () => new Map());
    return { words: batch.words, blocks: [batch.spans, executions, statistics] };
  },
  Logs: (body, settings) => {
    const batch = decodeLogs(body, settings);
    return { words: batch.words, blocks: [batch.logs] };
  },
  Metrics: (body, settings) => {
    const batch = decodeMetrics(body, settings);
    return { words: batch.words, blocks: [batch.points] };
  },
};

/** Everything the request leaves behind: the blocks to the byte, and the faults. */
function traceOf(root: OtlpRoot, body: Uint8Array, found: Findings): unknown {
  const { words, blocks } = decoders[root](body, { tenant: "t", window: timeWindow(nowMs), environment: null, app: null, findings: found });
  const faults = [...found.entries.values()].map(({ finding, rows }) => [finding.kind, finding.reason, rows]);
  return { blocks: blocks.map((block) => [block.table, block.rows, Buffer.from(encodeBlock(block, words)).toString("latin1")]), faults };
}

test.each([
  ["Traces", anyTraces(nowMs)],
  ["Logs", anyLogs(nowMs)],
  ["Metrics", anyMetrics(nowMs)],
] as const)(`%s mean the same in protobuf and in JSON (seed ${seed})`, { timeout: 60_000 }, (root, requests) => {
  fc.assert(
    fc.property(requests, (request) => {
      const inJson = findings();
      const json = protobufOfJson(root, Buffer.from(JSON.stringify(toJsonSpelling(request))), inJson);
      expect(traceOf(root, json, inJson)).toEqual(traceOf(root, encodeOtlp(root, request), findings()));
    }),
    { seed, numRuns: 300 },
  );
});
