import { storeBlocks } from "#server/features/ingest/store-blocks";
import { receiveBody } from "#server/features/ingest/receive-body";
import { findings } from "#server/ingest/findings";
import { findExchanges } from "#server/ingest/otlp/exchanges";
import { protobufOfJson } from "#server/ingest/otlp/json";
import { decodeTraces } from "#server/ingest/otlp/traces";
import { timeWindow } from "#server/ingest/time";
import type { Context } from "#server/platform/call";
import { openClickHouse } from "#server/platform/clickhouse";
import type { Deps } from "#server/platform/deps";
import { Secret } from "#server/platform/secret";
import type { DecodedTraces } from "./usual-rows.ts";
import { usualRows } from "./usual-rows.ts";

interface Bindings {
  readonly SINK: string;
  readonly NOW_MS: string;
}

const nothing: ReadonlyMap<string, string> = new Map();

/** The two ways from an OTLP request to an INSERT, in one Worker. `decode` is protobufjs' own static decoder. */
export function worker(decode: (body: Uint8Array) => DecodedTraces): ExportedHandler<Bindings> {
  return {
    fetch: async (request, env) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/usual") return usual(request, env, decode);
      return ours(request, env, pathname === "/json");
    },
  };
}

/** What the product does after it knows who calls: inflate, hash, decode, find exchanges, encode, insert. */
async function ours(request: Request, env: Bindings, isJson: boolean): Promise<Response> {
  const { bytes, digest } = await receiveBody(request);
  const settings = { tenant: "bench", window: timeWindow(Number(env.NOW_MS)), environment: null, app: null, findings: findings() };
  const batch = decodeTraces(isJson ? protobufOfJson("Traces", bytes, settings.findings) : bytes, settings);
  const { executions, statistics } = findExchanges(batch, () => nothing);
  const deps = { clickhouse: openClickHouse(new Secret(env.SINK)) } as unknown as Deps;
  const ctx = { tenant: "bench", request, log: { set: () => undefined } } as unknown as Context;
  await storeBlocks(deps, ctx, { op: "bench", words: batch.words, blocks: [batch.spans, executions, statistics], digest });
  return new Response();
}

/** What is usually written: protobufjs to objects, objects to rows, rows to JSONEachRow. */
async function usual(request: Request, env: Bindings, decode: (body: Uint8Array) => DecodedTraces): Promise<Response> {
  const body = new Uint8Array(await request.arrayBuffer());
  const lines = usualRows(decode(body)).map((row) => JSON.stringify(row));
  const { origin } = new URL(env.SINK);
  await (await fetch(`${origin}/?query=INSERT+INTO+spans+FORMAT+JSONEachRow`, { method: "POST", body: lines.join("\n") })).text();
  return new Response();
}
