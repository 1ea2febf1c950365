import type { TelemetryStore } from "#test/telemetry-store";

/** The members of an execution line that have one type in every line. */
const columns = `k String, id UUID, v UInt32, e String, r UInt32, f UInt32, g String, t Int64, d UInt64, s Int8, tr String, sp String, p String,
  c Array(String), a Map(LowCardinality(String), String), th UInt32, x Array(String), n Array(UInt32), o Array(UInt32), u Array(UInt32),
  pa Array(Int32), i Array(Int32), xs Array(UInt16), ch Array(UInt8), b Map(UInt32, UInt32), ep Map(UInt32, UInt32), rt Map(UInt32, UInt32),
  err Array(Tuple(s Int32, c UInt32, m String, stk String)), lv UInt8`;

const start = "fromUnixTimestamp64Micro(toInt64(1795165200000000) + t, 'UTC')";

/**
 * The same bytes inserted without us, ending in the same two tables: JSONEachRow into a table without storage, whose views fill
 * `executions` and `execution_steps`. The dictionary stays unresolved and nothing is checked: SQL can do neither.
 */
export async function createControl(store: TelemetryStore): Promise<void> {
  await store.run(`CREATE TABLE raw_lines (${columns}) ENGINE = Null`);
  await store.run(`CREATE TABLE bare_lines (${columns}) ENGINE = MergeTree ORDER BY (t, id)`);
  await store.run(`CREATE MATERIALIZED VIEW raw_executions TO executions AS
    SELECT 'bench' AS tenant_id, 'prod' AS environment, 'orders' AS app, 'orders-0' AS instance, toString(r) AS route, toString(f) AS from_uri,
      id AS execution_id, v AS version, e AS exchange_id, unhex(tr) AS trace_id, unhex(sp) AS span_id,
      toUUIDOrZero(splitByChar(':', p)[1]) AS parent_execution_id, splitByChar(':', p)[3] AS parent_app, splitByChar(':', p)[4] AS parent_route,
      ${start} AS start_time, d AS duration_us, s AS status, length(n) AS step_count, lv AS capture_level, g AS graph_hash,
      toString(err[-1].c) AS error_class, err[-1].m AS error_message,
      [toString(r)] AS routes_hit, arrayDistinct(arrayMap(node -> toString(node), n)) AS nodes_hit,
      arrayDistinct(arrayMap(uri -> toString(uri), mapValues(ep))) AS endpoints_hit, a AS attributes,
      arrayConcat([concat('x:', e)], arrayMap(sub -> concat('x:', splitByChar('-', e)[1], sub), x), arrayMap(id -> concat('c:', id), c),
        arrayMap(pair -> concat('a:', pair.1, '=', pair.2), CAST(a, 'Array(Tuple(String, String))'))) AS keys
    FROM raw_lines WHERE k = 'x'`);
  await store.run(`CREATE MATERIALIZED VIEW raw_steps TO execution_steps AS
    SELECT 'bench' AS tenant_id, 'prod' AS environment, 'orders' AS app, toString(r) AS route, id AS execution_id, v AS version,
      ${start} AS start_time, g AS graph_hash, toString(th) AS thread, arrayMap(node -> toString(node), n) AS node, arrayCumSum(o) AS offset_us,
      u AS duration_us, pa AS parent, i AS iteration, xs AS exchange, ch AS changed, arrayMap(sub -> concat(splitByChar('-', e)[1], sub), x) AS exchange_ids,
      mapApply((step, word) -> (step, toString(word)), b) AS branch, mapApply((step, word) -> (step, toString(word)), ep) AS endpoint,
      mapApply((step, word) -> (step, toString(word)), rt) AS entered_route,
      arrayMap(error -> error.s, err) AS error_step, arrayMap(error -> toString(error.c), err) AS error_class,
      arrayMap(error -> error.m, err) AS error_message, arrayMap(error -> error.stk, err) AS error_stack
    FROM raw_lines WHERE k = 'x'`);
}

/**
 * `raw`: ends in the product's tables, with the engine's own settings. `tuned`: the same, told to leave to merges what the product leaves to
 * them. `bare`: in one table without an index, which answers no question of the product.
 */
export type Control = "raw" | "tuned" | "bare";

const likeTheProduct = { optimize_on_insert: "0", materialize_skip_indexes_on_insert: "0" };

export function controlAddress(store: TelemetryStore, control: Control): { url: string; headers: Record<string, string> } {
  const { origin, username, password, pathname } = new URL(store.url);
  const parameters = new URLSearchParams({
    query: `INSERT INTO ${control === "bare" ? "bare_lines" : "raw_lines"} FORMAT JSONEachRow`,
    database: pathname.slice(1),
    input_format_skip_unknown_fields: "1",
    insert_deduplicate: "0",
    async_insert: "0",
    max_threads: "1",
    ...(control === "tuned" ? likeTheProduct : {}),
  });
  return { url: `${origin}/?${parameters}`, headers: { "x-clickhouse-user": username, "x-clickhouse-key": password } };
}
