import { z } from "zod";
import type { TimeRange } from "#schema/contract/query/time";
import type { TenantClickHouse } from "#server/platform/clickhouse";
import type { Sql } from "#server/platform/clickhouse-sql";
import { instant, integer, joinSql, ofTenant, sql, text, texts } from "#server/platform/clickhouse-sql";

const row = z.object({
  at: z.string(),
  instance: z.string(),
  kind: z.enum(["container", "rollout", "evidence"]),
  deployment: z.string(),
  source: z.enum(["stdout", "stderr", "runner"]),
  text: z.string(),
  dropped: z.number(),
  stream: z.string(),
  position: z.number(),
  nanos: z.string(),
});
export type LogRow = z.output<typeof row>;

export interface LogPosition {
  /** Nanoseconds since the epoch, as text: more digits than a number has. */
  readonly nanos: string;
  readonly stream: string;
  readonly position: number;
}

export interface LogFilter {
  readonly app: string;
  readonly environment: string;
  readonly deploymentId: string | undefined;
  readonly instances: readonly string[] | undefined;
  readonly kinds: readonly string[] | undefined;
  readonly words: readonly string[];
  readonly range: TimeRange;
}

/** Newest first; one more than a page needs tells that there is another. */
export function findLines(
  store: TenantClickHouse,
  filter: LogFilter,
  page: { readonly limit: number; readonly after: LogPosition | undefined },
) {
  const { after } = page;
  const older =
    after === undefined
      ? sql``
      : sql`AND time <= fromUnixTimestamp64Nano(toInt64(${text(after.nanos)}))
            AND (toString(toUnixTimestamp64Nano(time)), stream, line_offset) < (${text(after.nanos)}, ${text(after.stream)}, ${integer(after.position)})`;
  return store.read({
    name: "container-logs",
    row,
    sql: sql`
      SELECT time AS at, instance, kind, deployment, source, text, dropped_bytes AS dropped, stream, line_offset AS position,
             toString(toUnixTimestamp64Nano(time)) AS nanos
      FROM container_logs
      WHERE ${matching(filter)} ${older}
      ORDER BY time DESC, stream DESC, line_offset DESC
      LIMIT ${integer(page.limit)}`,
  });
}

function matching({ app, environment, deploymentId, instances, kinds, words, range }: LogFilter): Sql {
  const conditions = [
    sql`${ofTenant}`,
    sql`environment = ${text(environment)}`,
    sql`app = ${text(app)}`,
    sql`time >= ${instant(range.fromMicros)}`,
    sql`time < ${instant(range.toMicros)}`,
    ...(deploymentId === undefined ? [] : [sql`deployment = ${text(deploymentId)}`]),
    ...(instances === undefined ? [] : [sql`instance IN ${texts(instances)}`]),
    ...(kinds === undefined ? [] : [sql`toString(kind) IN ${texts(kinds)}`]),
    ...words.map((word) => sql`positionCaseInsensitiveUTF8(text, ${text(word)}) > 0`),
  ];
  return joinSql(conditions, sql` AND `);
}

/** How many lines of a stream are stored from an offset on. */
export async function countFrom(
  store: TenantClickHouse,
  stream: { readonly runner: string; readonly id: string; readonly offset: number },
): Promise<number> {
  const [counted] = await store.read({
    name: "container-logs-from",
    row: z.object({ lines: z.number() }),
    sql: sql`
      SELECT count() AS lines FROM container_logs
      WHERE ${ofTenant} AND runner = ${text(stream.runner)} AND stream = ${text(stream.id)} AND line_offset >= ${integer(stream.offset)}`,
  });
  return counted?.lines ?? 0;
}
