import { startSink } from "#bench/otlp/sink";
import type { Sink } from "#bench/otlp/sink";
import { tracesRequest } from "#bench/otlp/requests";
import { writeWorkerEntry } from "#bench/otlp/static-decoder";
import type { Arm } from "#bench/pairs";
import { compare, isEven } from "#bench/pairs";
import { cpuOf } from "#bench/process-cost";
import type { RawWorker } from "#bench/raw-workerd";
import { startWorker } from "#bench/raw-workerd";
import type { BenchOptions, Report } from "#bench/report";
import { figure } from "#bench/report";
import { toOtlpJson } from "#test/camel/otlp-json";
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
export async function run({ quick, progress }: BenchOptions): Promise<Report> {
  const requests = prepare();
  const sink = await startSink();
  const worker = await startWorker({ entry: writeWorkerEntry(), variables: { SINK: `${sink.url}/bench`, NOW_MS: nowMs } });
  try {
    progress("verifying that both ways store the same spans");
    await verify(worker, sink, requests);
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
    const ownSpread = { low: control.low * control.b, high: control.high * control.b };
    return {
      name: "otlp",
      valid: isEven(control),
      results: [
        figure({ id: "protobuf.cpu-per-span", value: usualToOurs.b, unit: "µs", against: "nothing", ...ownSpread }, { kind: "at most", limit: 2.5 }),
        figure({ id: "usual.cpu-per-span", value: usualToOurs.a, unit: "µs", against: "nothing", low: usualToOurs.low * usualToOurs.b, high: usualToOurs.high * usualToOurs.b }),
        figure({ id: "usual-to-ours", value: usualToOurs.value, unit: "ratio", against: "protobufjs, objects, JSONEachRow", low: usualToOurs.low, high: usualToOurs.high }, { kind: "at least", limit: 4 }),
        figure({ id: "json-to-protobuf", value: jsonToOurs.value, unit: "ratio", against: "the same spans in protobuf", low: jsonToOurs.low, high: jsonToOurs.high }),
        figure({ id: "control.a-a", value: control.value, unit: "ratio", against: "itself", low: control.low, high: control.high }),
      ],
    };
  } finally {
    await worker.stop();
    sink.close();
  }
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

/** Inserts what each way made into the real tables and compares the rows. */
async function verify(worker: RawWorker, sink: Sink, requests: Requests): Promise<void> {
  const store = await startTelemetryStore();
  const content = async (path: string): Promise<string> => {
    await store.recreate();
    const inserts = await sink.keep(() => send(worker, path, requests));
    for (const [statement, body] of inserts) await store.run(statement.replace("unhex", ""), new Uint8Array(body));
    const ids = path === "/usual" ? ["unhex(trace_hex)", "unhex(span_hex)"] : ["trace_id", "span_id"];
    return store.run(`SELECT count(), sum(cityHash64(${ids.join()}, name, duration_ns, mapSort(attributes), event_name)) FROM spans`);
  };
  try {
    const [ours, json] = [await content("/ours"), await content("/json")];
    if (ours !== json || !ours.startsWith(String(requests.spans))) throw new Error(`OTLP/JSON and protobuf differ: ${ours} and ${json}`);
  } finally {
    await store.stop();
  }
}
