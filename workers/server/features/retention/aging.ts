import type { Sql } from "#server/platform/clickhouse-sql";
import { ofTenant, sql } from "#server/platform/clickhouse-sql";
import type { Table } from "#server/platform/clickhouse-tables";

/** A table that a license's retention is about. */
export interface Aging {
  readonly table: Table;
  /** After so many days the table forgets by itself (`schema/clickhouse`). */
  readonly keptDays: number;
  /** Rows of the tenant, up to the column that says how old they are. */
  readonly rowsBy: Sql;
}

/** Exchanges, and what was told about them. Statistics, events and quarantine keep their own time. */
export const aging: readonly Aging[] = [
  { table: "executions", keptDays: 90, rowsBy: sql`FROM executions WHERE ${ofTenant} AND start_time` },
  { table: "execution_steps", keptDays: 30, rowsBy: sql`FROM execution_steps WHERE ${ofTenant} AND start_time` },
  { table: "execution_payloads", keptDays: 7, rowsBy: sql`FROM execution_payloads WHERE ${ofTenant} AND start_time` },
  { table: "facets_15m", keptDays: 90, rowsBy: sql`FROM facets_15m WHERE ${ofTenant} AND time` },
  { table: "spans", keptDays: 30, rowsBy: sql`FROM spans WHERE ${ofTenant} AND start_time` },
  { table: "logs", keptDays: 14, rowsBy: sql`FROM logs WHERE ${ofTenant} AND time` },
  { table: "metric_points", keptDays: 30, rowsBy: sql`FROM metric_points WHERE ${ofTenant} AND time` },
  { table: "container_logs", keptDays: 30, rowsBy: sql`FROM container_logs WHERE ${ofTenant} AND time` },
];
