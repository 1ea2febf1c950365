import { startSink } from "#bench/otlp/sink";
import type { Sink } from "#bench/otlp/sink";
import { tracesRequest } from "#bench/otlp/requests";
import { writeWorkerEntry } from "#bench/otlp/static-decoder";
import type { Arm, Ratio } from "#bench/pairs";
import { compare, isEven } from "#bench/pairs";
import { cpuOf } from "#bench/process-cost";
import type { RawWorker } from "#bench/raw-workerd";
import { startWorker } from "#bench/raw-workerd";
import type { BenchOptions, Figure, Report } from "#bench/report";
import { figure } from "#bench/report";
import { toOtlpJson } from "#test/camel/otlp-json";
import type { TelemetryStore } from "#test/telemetry-store";
import { startTelemetryStore } from "#test/telemetry-store";

/** Just after the recorded traffic, so that nothing is clamped. */
const nowMs = "1795330000000";
const spansPerRequest = 5_000;

interface Requests {
  readonly protobuf: Uint8Array<ArrayBuffer>;
  readonly json: Uint8Array<ArrayBuffer>;
  readonly spans: number;
}

/** B2: CPU of workerd per span from an OTLP request to the INSERT it makes: our decoder against protobufjs and JSONEachRow. */
export async function run(options: BenchOptions): Promise<Report> {
  const requests = prepare();
  const sink = await startSink();
  const worker = await startWorker({ entry: writeWorkerEntry(), variables: { SINK: `${sink.url}/bench`, NOW_MS: nowMs } });
  try {
    options.progress("verifying that both encodings store the same spans");
    await verify(worker, sink, requests);
    return await measure(worker, requests, options);
  } finally {
    await worker.stop();
    sink.close();
  }
}

async function measure(worker: RawWorker, requests: Requests, { quick, progress }: BenchOptions): Promise<Report> {
  const pairs = quick ? 5 : 15;
  const ours = armOf(worker, requests, { path: "/ours", rounds: quick ? 60 : 100 });
  const usual = armOf(worker, requests, { path: "/usual", rounds: quick ? 15 : 25 });
  const json = armOf(worker, requests, { path: "/json", rounds: quick ? 15 : 25 });
  progress("warming up");
  for (const arm of [ours, usual, json, ours]) await arm();
  progress("control: ours against ours");
  const control = await compare(ours, ours, pairs);
  progress("protobufjs and JSONEachRow against ours");
  const usualToOurs = await compare(usual, ours, pairs);
  progress("OTLP/JSON against protobuf");
  const jsonToOurs = await compare(json, ours, Math.max(5, Math.trunc(pairs / 3)));
  return {
    name: "otlp",
    valid: isEven(control),
    results: [
      perSpan("protobuf.cpu-per-span", usualToOurs.b, { spread: control, limit: 2.5 }),
      perSpan("usual.cpu-per-span", usualToOurs.a, { spread: control }),
      ratio("usual-to-ours", usualToOurs, { against: "protobufjs, objects, JSONEachRow", limit: 4 }),
      ratio("json-to-protobuf", jsonToOurs, { against: "the same spans in protobuf" }),
      ratio("control.a-a", control, { against: "itself" }),
    ],
  };
}

/** The control's spread is what a single figure may be off by. */
function perSpan(id: string, micros: number, { spread, limit }: { spread: Ratio; limit?: number }): Figure {
  const facts = { id, value: micros, unit: "µs", against: "nothing", low: micros * spread.low, high: micros * spread.high };
  return figure(facts, limit === undefined ? undefined : { kind: "at most", limit });
}

function ratio(id: string, { value, low, high }: Ratio, { against, limit }: { against: string; limit?: number }): Figure {
  return figure({ id, value, unit: "ratio", against, low, high }, limit === undefined ? undefined : { kind: "at least", limit });
}

function prepare(): Requests {
  const { body, spans } = tracesRequest(spansPerRequest, 1);
  const json = new Uint8Array(Buffer.from(JSON.stringify(toOtlpJson("traces", Buffer.from(body)))));
  return { protobuf: new Uint8Array(body), json, spans };
}

function armOf(worker: RawWorker, requests: Requests, { path, rounds }: { path: string; rounds: number }): Arm {
  return async () => {
    const [seconds = 0] = await cpuOf([worker.pid], async () => {
      for (let round = 0; round < rounds; round += 1) await send(worker, path, requests);
    });
    return (seconds / (rounds * requests.spans)) * 1e6;
  };
}

async function send(worker: RawWorker, path: string, requests: Requests): Promise<void> {
  const response = await fetch(worker.url + path, { method: "POST", body: path === "/json" ? requests.json : requests.protobuf });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
}

/** Inserts what the Worker makes of both encodings into the real tables and compares the rows. */
async function verify(worker: RawWorker, sink: Sink, requests: Requests): Promise<void> {
  const store = await startTelemetryStore();
  const content = async (path: string): Promise<string> => {
    await store.recreate();
    const inserts = await sink.keep(() => send(worker, path, requests));
    for (const [statement, body] of inserts) await store.run(statement, new Uint8Array(body));
    return store.run("SELECT count(), sum(cityHash64(trace_id, span_id, name, duration_ns, mapSort(attributes), event_name)) FROM spans");
  };
  try {
    const [ours, json, usual] = [await content("/ours"), await content("/json"), await usualContent(worker, { sink, store, requests })];
    const same = ours === json && ours === usual && ours.startsWith(`${requests.spans}\t`);
    if (!same) throw new Error(`The ways differ: ${ours} ${json} ${usual}`);
  } finally {
    await store.stop();
  }
}

/** The rows of the other way hold ids as hex digits and times as texts: a look-alike table takes them. */
async function usualContent(
  worker: RawWorker,
  { sink, store, requests }: { sink: Sink; store: TelemetryStore; requests: Requests },
): Promise<string> {
  const inserts = await sink.keep(() => send(worker, "/usual", requests));
  const attributes = "Map(LowCardinality(String), String)";
  await store.run(
    `CREATE TABLE usual (trace_id String, span_id String, name String, start_time Int64, duration_ns Int64, attributes ${attributes}, event_name Array(String)) ENGINE = Memory`,
  );
  for (const body of inserts.values())
    await store.run("INSERT INTO usual SETTINGS input_format_skip_unknown_fields = 1 FORMAT JSONEachRow", new Uint8Array(body));
  const row =
    "toFixedString(unhex(trace_id), 16), toFixedString(unhex(span_id), 8), toLowCardinality(name), toUInt64(duration_ns), mapSort(attributes), event_name";
  return store.run(`SELECT count(), sum(cityHash64(${row})) FROM usual`);
}
