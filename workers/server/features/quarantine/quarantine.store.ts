import { z } from "zod";
import type { TimeRange } from "#schema/contract/query/time";
import type { QuarantineCursor } from "#server/features/quarantine/quarantine-cursor";
import type { TenantClickHouse } from "#server/platform/clickhouse";
import type { Sql } from "#server/platform/clickhouse-sql";
import { instant, integer, joinSql, ofTenant, sql, texts, uuid } from "#server/platform/clickhouse-sql";

export interface QuarantineFilter {
  readonly range: TimeRange;
  readonly apps: readonly string[];
  readonly sources: readonly string[];
}

const found = z.object({
  id: z.string(),
  atMs: z.number(),
  app: z.string(),
  environment: z.string(),
  instance: z.string(),
  source: z.string(),
  kind: z.string(),
  reason: z.string(),
  position: z.number(),
  rows: z.number(),
  excerpt: z.string(),
});
export type Quarantined = z.output<typeof found>;

const counted = z.object({ reason: z.string(), total: z.number() });

/** Newest first; one more than a page needs tells that there is another. */
export function findQuarantined(
  store: TenantClickHouse,
  filter: QuarantineFilter,
  page: { limit: number; after: QuarantineCursor | undefined },
): Promise<readonly Quarantined[]> {
  const { limit, after } = page;
  const older = after === undefined ? sql`` : sql`AND (time, quarantine_id) < (${instant(after.atMs * 1_000)}, ${uuid(after.id)})`;
  return store.read({
    name: "quarantine",
    row: found,
    sql: sql`
      SELECT toString(quarantine_id) AS id, toUnixTimestamp64Milli(time) AS atMs, app, environment, instance, toString(source) AS source, kind, reason,
             position, rows, excerpt
      FROM quarantine
      WHERE ${matching(filter)} ${older}
      ORDER BY time DESC, quarantine_id DESC
      LIMIT ${integer(limit)}`,
  });
}

/** How many rows each reason concerns, the most frequent first. */
export function countReasons(store: TenantClickHouse, filter: QuarantineFilter): Promise<readonly z.output<typeof counted>[]> {
  return store.read({
    name: "quarantine-reasons",
    row: counted,
    sql: sql`SELECT reason, sum(quarantine.rows) AS total FROM quarantine WHERE ${matching(filter)} GROUP BY reason ORDER BY total DESC, reason LIMIT 50`,
  });
}

function matching({ range, apps, sources }: QuarantineFilter): Sql {
  const conditions = [
    sql`${ofTenant}`,
    sql`quarantine.time >= ${instant(range.fromMicros)}`,
    sql`quarantine.time < ${instant(range.toMicros)}`,
    ...(apps.length === 0 ? [] : [sql`quarantine.app IN ${texts(apps)}`]),
    ...(sources.length === 0 ? [] : [sql`toString(quarantine.source) IN ${texts(sources)}`]),
  ];
  return joinSql(conditions, sql` AND `);
}
