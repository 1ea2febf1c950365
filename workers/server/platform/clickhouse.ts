import type { ClickHouseClient } from "@clickhouse/client-web";
import { createClient, SettingsMap } from "@clickhouse/client-web";
import type { z } from "zod";
import { readFailure } from "#server/platform/clickhouse-failure";
import type { Block } from "#server/platform/clickhouse-insert";
import { insertBlock } from "#server/platform/clickhouse-insert";
import type { Sql } from "#server/platform/clickhouse-sql";
import { renderSql } from "#server/platform/clickhouse-sql";
import { tables } from "#server/platform/clickhouse-tables";
import type { Secret } from "#server/platform/secret";

/** One read. `row` parses each row of the answer, whose keys are the names of the selected columns. */
export interface Statement<Row> {
  readonly name: string;
  readonly sql: Sql;
  readonly row: z.ZodType<Row>;
}

/** The unit of work that a statement belongs to: its name for the engine's log, and the signal that ends it early. */
export interface Operation {
  readonly op: string;
  readonly signal: AbortSignal;
}

export interface ReadLimits {
  readonly seconds: number;
  readonly memoryBytes: number;
  readonly rows: number;
}

export const readLimits: ReadLimits = { seconds: 15, memoryBytes: 2 * 1024 ** 3, rows: 2_000_000_000 };

/** What one tenant may do. Raises `query-too-expensive`, `invalid-query` (a regular expression) or `store-unavailable`. */
export interface TenantClickHouse {
  read<Row>(statement: Statement<Row>): Promise<readonly Row[]>;
  /** Resolves when the rows that a `DELETE` names are read by nobody any more. */
  remove(statement: Pick<Statement<never>, "name" | "sql">): Promise<void>;
  /** Resolves when the rows are durable; a repeated block changes nothing. */
  insert(block: Block): Promise<void>;
}

export interface ClickHouse {
  /** The only way in. */
  forTenant(tenant: string, operation: Operation): TenantClickHouse;
  isReachable(): Promise<boolean>;
}

/** `url`: `http(s)://user:password@host:port/database`. */
export function openClickHouse(url: Secret, limits: ReadLimits = readLimits): ClickHouse {
  const client = createClient({
    url: url.reveal(),
    request_timeout: (limits.seconds + 5) * 1_000,
    keep_alive: { enabled: false },
    use_multipart_params_auto: true,
  });
  return {
    forTenant: (tenant, operation) => ({
      read: (statement) => read({ client, limits, tenant, operation }, statement),
      remove: (statement) => remove({ client, limits, tenant, operation }, statement),
      insert: (block) => insertBlock(url, { tenant, operation }, block),
    }),
    isReachable: async () => (await client.ping()).success,
  };
}

interface Reader {
  readonly client: ClickHouseClient;
  readonly limits: ReadLimits;
  readonly tenant: string;
  readonly operation: Operation;
}

async function read<Row>({ client, limits, tenant, operation }: Reader, { name, sql, row }: Statement<Row>): Promise<readonly Row[]> {
  const { text, params } = renderSql(name, sql);
  const rows = await answerOf(async () => {
    operation.signal.throwIfAborted();
    const result = await client.query({
      query: text,
      query_params: { ...params, tenant },
      format: "JSONEachRow",
      /** The client takes over the signal's handler, hence one signal per statement. */
      abort_signal: AbortSignal.any([operation.signal]),
      clickhouse_settings: {
        ...settingsOf(limits),
        additional_table_filters: tenantFilters(tenant),
        log_comment: JSON.stringify({ tenant, op: operation.op, statement: name }),
      },
    });
    return await result.json<unknown>();
  });
  return rows.map((candidate) => row.parse(candidate));
}

async function remove({ client, tenant, operation }: Reader, { name, sql }: Pick<Statement<never>, "name" | "sql">): Promise<void> {
  const { text, params } = renderSql(name, sql);
  await answerOf(() =>
    client.command({
      query: text,
      query_params: { ...params, tenant },
      abort_signal: AbortSignal.any([operation.signal]),
      clickhouse_settings: { log_comment: JSON.stringify({ tenant, op: operation.op, statement: name }) },
    }),
  );
}

async function answerOf<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw readFailure(cause);
  }
}

function settingsOf(limits: ReadLimits): Record<string, string | number> {
  return {
    readonly: "2",
    max_execution_time: limits.seconds,
    max_memory_usage: String(limits.memoryBytes),
    max_rows_to_read: String(limits.rows),
    read_overflow_mode: "throw",
    wait_end_of_query: 1,
    date_time_output_format: "iso",
    output_format_json_quote_64bit_integers: 0,
  };
}

/** A second wall inside the engine: every read of a table is filtered, whatever the statement says. */
function tenantFilters(tenant: string): SettingsMap {
  if (!/^[\w-]+$/.test(tenant)) throw new Error("A tenant id consists of letters, digits, _ and -");
  return SettingsMap.from(Object.fromEntries(tables.map((table) => [table, `tenant_id = \\'${tenant}\\'`])));
}
