import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Problem } from "#schema/problems";
import { findings } from "#server/ingest/findings";
import type { Block } from "#server/ingest/native/block";
import { decodeBatch } from "#server/ingest/ndjson/decode";
import { findExchanges } from "#server/ingest/otlp/exchanges";
import { protobufOfJson } from "#server/ingest/otlp/json";
import { decodeLogs } from "#server/ingest/otlp/logs";
import { decodeMetrics } from "#server/ingest/otlp/metrics";
import { decodeTraces } from "#server/ingest/otlp/traces";
import { Malformed } from "#server/ingest/otlp/wire";
import { timeWindow } from "#server/ingest/time";
import { mutations } from "#test/mutations";
import { expectWellFormed } from "#test/well-formed";

const seed = 20_261_122;
const window = timeWindow(Date.UTC(2026, 10, 22, 5));
const settings = () => ({ tenant: "t", window, environment: null, app: null, findings: findings() });

const vectors = "schema/protocol/vectors/batches/";
const recordings = "test/camel/fixtures/processors/";
const file = (path: string): Uint8Array => new Uint8Array(readFileSync(path));

interface Target {
  readonly inputs: readonly Uint8Array[];
  readonly decode: (body: Uint8Array) => readonly Block[];
}

const targets: Readonly<Record<string, Target>> = {
  "native batches": {
    inputs: readdirSync(vectors)
      .filter((name) => name.endsWith(".ndjson"))
      .map((name) => file(vectors + name)),
    decode: (body) => {
      const { executions, steps, payloads, statistics, logs, events } = decodeBatch(body, { tenant: "t", window });
      return [executions, steps, payloads, statistics, logs, events];
    },
  },
  "OTLP traces": { inputs: [file(`${recordings}declined.traces.bin`)], decode: traces },
  "OTLP/JSON traces": {
    inputs: [file(`${recordings}declined.traces.json`)],
    decode: (body) => traces(protobufOfJson("Traces", body, findings())),
  },
  "OTLP logs": { inputs: [file(`${recordings}declined.logs.bin`)], decode: (body) => [decodeLogs(body, settings()).logs] },
  "OTLP metrics": {
    inputs: [file("test/camel/fixtures/agent/stop.metrics.bin")],
    decode: (body) => [decodeMetrics(body, settings()).points],
  },
};

function traces(body: Uint8Array): readonly Block[] {
  const batch = decodeTraces(body, settings());
  const { executions, statistics } = findExchanges(batch, () => new Map());
  return [batch.spans, executions, statistics];
}

/** The only ways out: rows that ClickHouse can read, or a refusal with a reason. */
function outcomeOf(decode: Target["decode"], body: Uint8Array): readonly Block[] | string {
  try {
    return decode(body);
  } catch (thrown) {
    if (thrown instanceof Malformed || thrown instanceof Problem) return thrown.message;
    throw thrown;
  }
}

test.each(Object.entries(targets))(
  `damaged %s are refused or stored in part, never more (seed ${seed})`,
  { timeout: 120_000 },
  (_, { inputs, decode }) => {
    const mutate = mutations(seed);
    for (const input of inputs) {
      for (let round = 0; round < Math.ceil(600 / inputs.length); round += 1) {
        const once = mutate(input);
        const outcome = outcomeOf(decode, round % 3 === 0 ? mutate(mutate(once)) : once);
        expect(outcome).not.toBe("");
        for (const block of typeof outcome === "string" ? [] : outcome) expectWellFormed(block);
      }
    }
  },
);
