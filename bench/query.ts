import type { Arm } from "#bench/pairs";
import { compare, isEven } from "#bench/pairs";
import type { Extent } from "#bench/query/dataset";
import { benchTenant, fill } from "#bench/query/dataset";
import { productQueries } from "#bench/query/product-queries";
import type { Statements } from "#bench/query/recorded-statements";
import { recordStatements, replay } from "#bench/query/recorded-statements";
import type { RawWorker } from "#bench/raw-workerd";
import { startWorker } from "#bench/raw-workerd";
import type { BenchOptions, Figure, Report } from "#bench/report";
import { figure } from "#bench/report";
import { startTelemetryStore } from "#test/telemetry-store";

/** What the API may add to the engine's own time, beside a factor of 1.3: another process, HTTP twice, JSON. */
const allowanceMs = 3;

/** B5: the search on workerd against the same statements sent straight to the engine, in wall-clock time, at two sizes. */
export async function run(options: BenchOptions): Promise<Report> {
  const sizes = options.quick ? [100_000] : [100_000, 1_000_000];
  const reports: Sized[] = [];
  for (const rows of sizes) reports.push(await atSize(rows, options));
  const [small, large] = reports;
  return {
    name: "query",
    valid: reports.every(({ valid }) => valid),
    results: [...reports.flatMap(({ figures }) => figures), ...(small === undefined || large === undefined ? [] : growth(small, large))],
  };
}

interface Sized {
  readonly figures: readonly Figure[];
  /** Milliseconds of the API per query. */
  readonly costs: ReadonlyMap<string, number>;
  readonly valid: boolean;
}

async function atSize(rows: number, options: BenchOptions): Promise<Sized> {
  const engine = await startTelemetryStore();
  const extent: Extent = { rows, spanMs: 3 * 86_400_000, endMs: Date.now() };
  const env = { CLICKHOUSE_URL: engine.url, TENANT: benchTenant };
  options.progress(`filling ${rows} rows`);
  await fill(engine.run, extent);
  const worker = await startWorker({ entry: "bench/query/worker.ts", variables: env });
  try {
    return await measure({ extent, env, worker }, options);
  } finally {
    await worker.stop();
    await engine.stop();
  }
}

interface Setting {
  readonly extent: Extent;
  readonly env: Readonly<Record<string, string>>;
  readonly worker: RawWorker;
}

async function measure(setting: Setting, { quick, progress }: BenchOptions): Promise<Sized> {
  const { extent, worker, env } = setting;
  const { rows } = extent;
  const pairs = quick ? 7 : 21;
  const figures: Figure[] = [];
  const costs = new Map<string, number>();
  const controls: boolean[] = [];
  for (const [name, path] of Object.entries(productQueries(extent))) {
    progress(`${name} at ${rows} rows`);
    const statements = await recordStatements(env, path);
    const engine = timed(() => replay(statements));
    const api = timed(() => answered(`${worker.url}${path}`));
    await Promise.all([engine(), api()]);
    const ratio = await compare(() => api().then((ms) => Math.max(0, ms - allowanceMs)), engine, pairs);
    costs.set(name, ratio.a + allowanceMs);
    figures.push(
      figure(
        {
          id: `${name}.${rows}`,
          value: ratio.value,
          unit: "x",
          against: `${texts(statements)} straight to the engine, ${digits(ratio.b)} ms; 3 ms allowed`,
          low: ratio.low,
          high: ratio.high,
        },
        { kind: "at most", limit: 1.3 },
      ),
    );
    if (name === "newest-of-app-1h") controls.push(isEven(await compare(engine, engine, pairs)));
  }
  return { figures, costs, valid: controls.every(Boolean) };
}

function texts(statements: Statements): string {
  const count = statements.flat().length;
  return count === 1 ? "the same statement" : `the same ${count} statements`;
}

/** Median of five runs in milliseconds, because a single one is at the mercy of the scheduler. */
function timed(work: () => Promise<void>): Arm {
  return async () => {
    const taken: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const startedMs = performance.now();
      await work();
      taken.push(performance.now() - startedMs);
    }
    return taken.sort((a, b) => a - b)[2] ?? Number.NaN;
  };
}

async function answered(url: string): Promise<void> {
  const response = await fetch(url);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
}

/** How much dearer ten times the rows make a query; what reads a bounded part must hardly notice. */
function growth(small: Sized, large: Sized): readonly Figure[] {
  const bounded = new Set(["newest-of-app-1h", "newest-of-tenant-24h", "by-exchange-id", "by-business-key", "detail"]);
  return [...large.costs].map(([name, ms]) => {
    const value = ms / (small.costs.get(name) ?? Number.NaN);
    const facts = { id: `${name}.growth`, value, unit: "x", against: "a tenth of the rows", low: value, high: value };
    return bounded.has(name) ? figure(facts, { kind: "at most", limit: 2.5 }) : figure(facts);
  });
}

function digits(value: number): string {
  return value.toPrecision(3);
}
