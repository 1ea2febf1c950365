/** Runs one statement on the engine. */
export type Ask = (sql: string) => Promise<string>;

export const tenants = 4;
export const benchTenant = "tenant-0";
const chunkRows = 250_000;

/** How many rows there are, and the time that they are spread over evenly. */
export interface Extent {
  readonly rows: number;
  readonly spanMs: number;
  readonly endMs: number;
}

/**
 * Fills `executions`, or a table like it, inside the engine: four tenants, ten apps of eight routes each, two in a hundred failed, one
 * business key per row. The same arguments give the same rows.
 */
export async function fill(ask: Ask, { rows, spanMs, endMs }: Extent, table = "executions"): Promise<void> {
  for (let first = 0; first < rows; first += chunkRows) {
    await ask(chunkOf(table, { first, count: Math.min(chunkRows, rows - first), endMs, spacingMs: spanMs / rows }));
  }
  await ask(`OPTIMIZE TABLE ${table} FINAL`);
}

interface Chunk {
  readonly first: number;
  readonly count: number;
  readonly endMs: number;
  readonly spacingMs: number;
}

function chunkOf(table: string, { first, count, endMs, spacingMs }: Chunk): string {
  return `INSERT INTO ${table} (tenant_id, environment, app, instance, source, route, from_uri, execution_id, version, exchange_id, trace_id,
      start_time, duration_us, status, error_class, error_message, failed_node, step_count, routes_hit, nodes_hit, attributes, keys)
    WITH cityHash64(number) AS h, toUInt64(${endMs} - number * ${spacingMs}) AS ms, h % 50 = 0 AS failed, concat('ID-', toString(number)) AS id,
      concat('route-', toString(intDiv(h, 7) % 8)) AS r, toString(number) AS key, lpad(lower(hex(ms)), 16, '0') AS t
    SELECT concat('tenant-', toString(number % ${tenants})), 'prod', concat('app-', toString(intDiv(h, 3) % 10)), 'instance-1', 'agent', r,
      concat('jms:queue:', r), toUUID(concat(substring(t, 5, 8), '-', substring(t, 13, 4), '-7000-8000-', lpad(lower(hex(number)), 12, '0'))), 1, id,
      unhex(lower(hex(MD5(key)))), fromUnixTimestamp64Milli(ms, 'UTC'), h % 500000, if(failed, 'failed', 'completed'),
      if(failed, 'java.net.SocketTimeoutException', ''), if(failed, concat('Read timed out for order ', key), ''), if(failed, 'to3', ''), 12,
      [r], ['log1', 'split1', 'to3'], map('orderId', key), [concat('x:', id), concat('a:orderId=', key)]
    FROM numbers(${first}, ${count})`;
}

/** The id of a row by its number, as `chunkOf` makes it. */
export function rowId(number: number, { rows, spanMs, endMs }: Extent): string {
  const ms = Math.trunc(endMs - number * (spanMs / rows));
  return `exc_${ms.toString(16).padStart(12, "0")}70008000${number.toString(16).padStart(12, "0")}`;
}
