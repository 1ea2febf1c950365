import { median } from "#bench/pairs";
import type { Extent } from "#bench/query/dataset";
import { benchTenant, fill } from "#bench/query/dataset";
import { productQueries } from "#bench/query/product-queries";
import type { Statements } from "#bench/query/recorded-statements";
import { recordStatements } from "#bench/query/recorded-statements";
import type { BenchOptions, Figure, Report } from "#bench/report";
import { figure } from "#bench/report";
import type { TelemetryStore } from "#test/telemetry-store";
import { startTelemetryStore } from "#test/telemetry-store";

/** Sort keys of `executions` that were considered; the table's own is what they are compared with. */
const candidates = {
  "app-then-5min": "tenant_id, environment, app, toStartOfFiveMinutes(start_time), route, start_time, execution_id",
  "time-only": "tenant_id, start_time, execution_id",
} as const;

const shipped = "executions";
const rounds = 5;

/** What each product query reads from the table under another sort key, as a multiple of what it reads as shipped. */
export async function run({ quick, progress }: BenchOptions): Promise<Report> {
  const store = await startTelemetryStore();
  try {
    const extent: Extent = { rows: quick ? 250_000 : 1_000_000, spanMs: 6 * 3_600_000, endMs: Date.now() };
    for (const table of await createCandidates(store)) {
      progress(`filling ${table}`);
      await fill(store.run, extent, table);
    }
    const env = { CLICKHOUSE_URL: store.url, TENANT: benchTenant };
    const results: Figure[] = await sizesOf(store);
    for (const [name, path] of Object.entries(productQueries(extent))) {
      progress(name);
      results.push(...(await figuresOf(name, await recordStatements(env, path))));
    }
    return { name: "sort-keys", results, valid: true };
  } finally {
    await store.stop();
  }
}

async function createCandidates(store: TelemetryStore): Promise<readonly string[]> {
  const [{ statement } = { statement: "" }] = await store.rows<{ statement: string }>(
    `SELECT create_table_query AS statement FROM system.tables WHERE database = currentDatabase() AND name = '${shipped}'`,
  );
  const names: string[] = [shipped];
  for (const [name, key] of Object.entries(candidates)) {
    const table = tableOf(name);
    await store.run(
      statement.replace(/CREATE TABLE \S+/, `CREATE TABLE ${table}`).replace(/ORDER BY \([^)]*\)[^)]*\)/, `ORDER BY (${key})`),
    );
    names.push(table);
  }
  return names;
}

function tableOf(candidate: string): string {
  return `${shipped}_${candidate.replaceAll("-", "_")}`;
}

/** Bytes on disk per row, indexes included. */
async function sizesOf(store: TelemetryStore): Promise<Figure[]> {
  const rows = await store.rows<{ table: string; bytes: number }>(
    `SELECT table, sum(bytes_on_disk) / sum(rows) AS bytes FROM system.parts
     WHERE active AND startsWith(table, '${shipped}') AND table NOT LIKE '%steps' AND table NOT LIKE '%payloads' GROUP BY table ORDER BY table`,
  );
  return rows.map(({ table, bytes }) => {
    return figure({ id: `size.${table}`, value: bytes, unit: "bytes/row", against: "nothing", low: bytes, high: bytes });
  });
}

interface Cost {
  readonly rowsRead: number;
  readonly ms: number;
}

async function figuresOf(name: string, statements: Statements): Promise<readonly Figure[]> {
  const own = await costOf(statements, shipped);
  const informs = (facts: Pick<Figure, "id" | "value" | "unit" | "against">): Figure =>
    figure({ ...facts, low: facts.value, high: facts.value });
  const figures = [informs({ id: `${name}.shipped`, value: own.rowsRead, unit: "rows read", against: `${own.ms.toPrecision(3)} ms` })];
  for (const candidate of Object.keys(candidates)) {
    const cost = await costOf(statements, tableOf(candidate));
    const against = `as shipped; ${cost.ms.toPrecision(3)} ms`;
    figures.push(informs({ id: `${name}.${candidate}`, value: cost.rowsRead / own.rowsRead, unit: "x rows read", against }));
  }
  return figures;
}

/** Rows that the engine reads for all statements of a query, and the median time it takes for them. */
async function costOf(statements: Statements, table: string): Promise<Cost> {
  const times: number[] = [];
  let rowsRead = 0;
  for (let round = 0; round < rounds; round += 1) {
    const answers = await Promise.all(statements.flat().map((request) => statisticsOf(request, table)));
    rowsRead = answers.reduce((sum, { rows_read }) => sum + rows_read, 0);
    times.push(answers.reduce((sum, { elapsed }) => sum + elapsed, 0) * 1_000);
  }
  return { rowsRead, ms: median(times) };
}

async function statisticsOf(request: Request, table: string): Promise<{ rows_read: number; elapsed: number }> {
  const statement = await request.clone().text();
  const body = statement.replaceAll(`FROM ${shipped} `, `FROM ${table} `).replace(/FORMAT JSONEachRow\s*$/, "FORMAT JSON");
  const response = await fetch(request.url, { method: "POST", headers: request.headers, body });
  const answer = (await response.json()) as { statistics: { rows_read: number; elapsed: number } };
  return answer.statistics;
}
