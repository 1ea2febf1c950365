import { batches, type Batches } from "#bench/ingest/batches";
import { controlAddress, createControl, type Control } from "#bench/ingest/control";
import { bootstrap, compare, isEven, median } from "#bench/pairs";
import { cpuOf } from "#bench/process-cost";
import { type RawWorker, startWorker } from "#bench/raw-workerd";
import type { BenchOptions, Figure, Report } from "#bench/report";
import { figure } from "#bench/report";
import { startTelemetryStore, type TelemetryStore } from "#test/telemetry-store";

/** Just after the generated executions, so that nothing is clamped. */
const nowMs = "1795170000000";
const together = 2;
const lineFeed = 0x0a;

interface Setting {
  readonly worker: RawWorker;
  readonly store: TelemetryStore;
  readonly batches: Batches;
  readonly requests: number;
}

interface Cost {
  readonly seconds: number;
  readonly engineCpu: number;
  readonly workerCpu: number;
}

type Send = (body: Uint8Array<ArrayBuffer>) => Promise<Response>;

/** B1: a native batch through the product's Worker into the embedded ClickHouse, against inserting the same bytes without us. */
export async function run(options: BenchOptions): Promise<Report> {
  const store = await startTelemetryStore();
  const worker = await startWorker({ entry: "bench/ingest/worker.ts", variables: { CLICKHOUSE: store.url, NOW_MS: nowMs } });
  try {
    await createControl(store);
    const results: Figure[] = [];
    let valid = true;
    for (const rows of options.quick ? [10_000] : [1_000, 10_000, 25_000]) {
      const setting = { worker, store, batches: batches(rows), requests: Math.max(2, Math.ceil(40_000 / rows)) };
      options.progress(`${rows} rows per request: verifying`);
      await verify(setting);
      const measured = await measure(setting, options);
      results.push(...measured.figures);
      valid &&= measured.valid;
    }
    return { name: "ingest", results, valid };
  } finally {
    await worker.stop();
    await store.stop();
  }
}

async function measure(setting: Setting, { quick, progress }: BenchOptions): Promise<{ figures: Figure[]; valid: boolean }> {
  const { rows } = setting.batches;
  const pairs = quick ? 5 : 15;
  const ours = (): Promise<Cost> => costOf(setting, sendToWorker(setting));
  const raw = (): Promise<Cost> => costOf(setting, sendToEngine(setting, "raw"));
  const bare = (): Promise<Cost> => costOf(setting, sendToEngine(setting, "bare"));
  const tuned = (): Promise<Cost> => costOf(setting, sendToEngine(setting, "tuned"));
  for (const arm of [ours, raw, tuned, bare]) await arm();
  progress(`${rows} rows per request: control`);
  const engineCpu = async (): Promise<number> => (await ours()).engineCpu;
  const control = await compare(engineCpu, engineCpu, pairs);
  progress(`${rows} rows per request: against the same bytes`);
  const toRaw = await costPairs(ours, raw, pairs);
  const toTuned = await costPairs(ours, tuned, quick ? 3 : 5);
  const toBare = await costPairs(ours, bare, quick ? 3 : 5);
  const figures = [
    ...ratios(`${rows}-rows`, toRaw, { against: "JSONEachRow of the same bytes into the same tables", targets: rows >= 10_000 }),
    ...ratios(`${rows}-rows.tuned`, toTuned, { against: "the same, leaving to merges what the product leaves to them", targets: false }),
    ...ratios(`${rows}-rows.bare`, toBare, { against: "JSONEachRow into one table without an index", targets: false }),
    perRow(
      `${rows}-rows.worker-cpu-per-row`,
      toRaw.map(([a]) => a.workerCpu),
      setting,
    ),
    perRow(
      `${rows}-rows.engine-cpu-per-row`,
      toRaw.map(([a]) => a.engineCpu),
      setting,
    ),
    figure({
      id: `${rows}-rows.control.a-a`,
      value: control.value,
      unit: "ratio",
      against: "itself",
      low: control.low,
      high: control.high,
    }),
  ];
  return { figures, valid: isEven(control) };
}

type Pair = readonly [ours: Cost, theirs: Cost];

function ratios(id: string, pairs: readonly Pair[], { against, targets }: { against: string; targets: boolean }): Figure[] {
  const bounds = {
    throughput: { kind: "at least", limit: 1 },
    "engine-cpu": { kind: "at most", limit: 0.5 },
    "total-cpu": { kind: "at most", limit: 1.1 },
  } as const;
  const values = {
    throughput: pairs.map(([a, b]) => b.seconds / a.seconds),
    "engine-cpu": pairs.map(([a, b]) => a.engineCpu / b.engineCpu),
    "total-cpu": pairs.map(([a, b]) => (a.engineCpu + a.workerCpu) / b.engineCpu),
  };
  return (["throughput", "engine-cpu", "total-cpu"] as const).map((name) =>
    figure(
      { id: `${id}.${name}`, value: median(values[name]), unit: "ratio", against, ...bootstrap(values[name]) },
      targets ? bounds[name] : undefined,
    ),
  );
}

async function costPairs(a: () => Promise<Cost>, b: () => Promise<Cost>, pairs: number): Promise<readonly Pair[]> {
  const costs: Pair[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    if (pair % 2 === 0) costs.push([await a(), await b()]);
    else {
      const second = await b();
      costs.push([await a(), second]);
    }
  }
  return costs;
}

function perRow(id: string, seconds: readonly number[], { batches: { rows }, requests }: Setting): Figure {
  const micros = seconds.map((value) => (value / (rows * requests)) * 1e6);
  return figure({ id, value: median(micros), unit: "µs/row", against: "nothing", ...bootstrap(micros) });
}

/** Empty tables, then the requests, two at a time. */
async function costOf({ worker, store, batches, requests }: Setting, send: Send): Promise<Cost> {
  for (const table of ["executions", "execution_steps", "facets_15m", "bare_lines"]) await store.run(`TRUNCATE TABLE ${table}`);
  const bodies = Array.from({ length: requests }, () => batches.next());
  const started = performance.now();
  const [workerCpu = 0, engineCpu = 0] = await cpuOf([worker.pid, store.pid], async () => {
    const sendNext = async (): Promise<void> => {
      for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
        const response = await send(body);
        const text = await response.text();
        if (!response.ok) throw new Error(`${response.status} ${text.slice(0, 500)}`);
      }
    };
    await Promise.all(Array.from({ length: together }, sendNext));
  });
  return { seconds: (performance.now() - started) / 1_000, workerCpu, engineCpu };
}

function sendToWorker({ worker }: Setting): Send {
  return (body) => fetch(worker.url, { method: "POST", body });
}

function sendToEngine({ store }: Setting, control: Control): Send {
  const { url, headers } = controlAddress(store, control);
  // all but the header line, which JSONEachRow cannot read
  return (body) => fetch(url, { method: "POST", body: body.subarray(body.indexOf(lineFeed) + 1), headers });
}

/** Both ways must end in the same rows, as far as SQL can fill them. */
async function verify(setting: Setting): Promise<void> {
  const content = async (send: Send): Promise<string> => {
    await costOf({ ...setting, requests: 1 }, send);
    const summaries =
      "count(), sum(cityHash64(execution_id, exchange_id, trace_id, start_time, duration_us, status, mapSort(attributes), keys))";
    const steps = "count(), sum(cityHash64(execution_id, offset_us, duration_us, parent, iteration, exchange_ids))";
    return `${await setting.store.run(`SELECT ${summaries} FROM executions`)}${await setting.store.run(`SELECT ${steps} FROM execution_steps`)}`;
  };
  const [ours, raw] = [await content(sendToWorker(setting)), await content(sendToEngine(setting, "raw"))];
  if (ours !== raw || !ours.startsWith(`${setting.batches.rows}\t`)) throw new Error(`The two ways store different rows:\n${ours}\n${raw}`);
}
