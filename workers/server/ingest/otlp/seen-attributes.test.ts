import * as fc from "fast-check";
import protobuf from "protobufjs";
import { expect, test } from "vitest";
import { findings } from "#server/ingest/findings";
import { encodeBlock } from "#server/ingest/native/block";
import { findExchanges } from "#server/ingest/otlp/exchanges";
import { decodeTraces } from "#server/ingest/otlp/traces";
import { timeWindow } from "#server/ingest/time";
import { anyTraces } from "#test/otlp-arbitraries";
import { encodeOtlp, otlpType } from "#test/otlp-proto";

const nowMs = Date.UTC(2026, 10, 22, 4);
const seed = 20_261_122;

/** OTLP in which attributes have one field more than today. */
const later = protobuf.Root.fromJSON(otlpType("Traces").root.toJSON());
later.lookupType("KeyValue").add(new protobuf.Field("number", 15, "uint32"));

/** The request in that spelling: no two attributes have the same bytes, and none is laid out as senders do. */
function encodeUnrepeated(request: object): Uint8Array {
  let number = 0;
  const numbered = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(numbered);
    if (typeof value !== "object" || value === null) return value;
    const members = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, numbered(member)]));
    return "key" in value ? { ...members, number: (number += 1) } : members;
  };
  const type = later.lookupType("Traces");
  return type.encode(type.fromObject(numbered(request) as object)).finish();
}

function blocksOf(body: Uint8Array): unknown {
  const found = findings();
  const batch = decodeTraces(body, { tenant: "t", window: timeWindow(nowMs), environment: null, app: null, findings: found });
  const { executions, statistics } = findExchanges(batch, () => new Map());
  const blocks = [batch.spans, executions, statistics];
  return {
    blocks: blocks.map((block) => Buffer.from(encodeBlock(block, batch.words)).toString("latin1")),
    faults: [...found.entries.keys()],
  };
}

/** Every span twice as another, so that its attributes come again. */
function repeated(request: object): object {
  const text = JSON.stringify(request);
  const again = (JSON.parse(text) as { resourceSpans: object[] }).resourceSpans;
  return { resourceSpans: [...again, ...again] };
}

test(`attributes mean the same the second time, and with fields nobody knows (seed ${seed})`, { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(anyTraces(nowMs).map(repeated), (request) => {
      expect(blocksOf(encodeOtlp("Traces", request))).toEqual(blocksOf(encodeUnrepeated(request)));
    }),
    { seed, numRuns: 150 },
  );
});
