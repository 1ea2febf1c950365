import type { TimeRange } from "#schema/contract/query/time";
import type { Sql } from "#server/platform/clickhouse-sql";
import { instant, joinSql, ofTenant, sql, texts } from "#server/platform/clickhouse-sql";
import { dayMs } from "#server/platform/time-range";

/** A table of statistics, and the length of its windows in seconds. */
export interface StatisticsSource {
  readonly table: Sql;
  readonly grainSeconds: number;
}

const sources = [
  { table: sql`stat_windows`, grainSeconds: 10, longestMs: dayMs / 8, keptMs: 7 * dayMs },
  { table: sql`stat_1m`, grainSeconds: 60, longestMs: 3 * dayMs, keptMs: 89 * dayMs },
] as const;

const coarsest: StatisticsSource = { table: sql`stat_1h`, grainSeconds: 3_600 };

/** The finest table that still has the range and answers it from few rows. */
export function statisticsSource({ fromMicros, toMicros }: TimeRange, nowMs: number): StatisticsSource {
  const lengthMs = (toMicros - fromMicros) / 1_000;
  const ageMs = nowMs - fromMicros / 1_000;
  return sources.find(({ longestMs, keptMs }) => lengthMs <= longestMs && ageMs <= keptMs) ?? coarsest;
}

export interface Scope {
  readonly range: TimeRange;
  readonly environments?: readonly string[] | undefined;
  readonly apps?: readonly string[] | undefined;
  readonly routes?: readonly string[] | undefined;
}

/** `FROM … WHERE …` of the runs of routes. The window that the range begins in counts whole. */
export function fromRuns({ table, grainSeconds }: StatisticsSource, { range, environments, apps, routes }: Scope): Sql {
  const first = Math.floor(range.fromMicros / 1e6 / grainSeconds) * grainSeconds * 1e6;
  const conditions = [
    sql`${ofTenant}`,
    sql`scope = 'route'`,
    sql`w.time >= ${instant(first)}`,
    sql`w.time < ${instant(range.toMicros)}`,
    ...(environments === undefined ? [] : [sql`environment IN ${texts(environments)}`]),
    ...(apps === undefined ? [] : [sql`app IN ${texts(apps)}`]),
    ...(routes === undefined ? [] : [sql`route IN ${texts(routes)}`]),
  ];
  return sql`FROM ${table} AS w WHERE ${joinSql(conditions, sql` AND `)}`;
}
