import { z } from "zod";
import * as contract from "#schema/contract/exchanges";
import type { TimeRange } from "#schema/contract/query/time";
import { dayMs, resolveBounds } from "#server/platform/time-range";
import type { Verb } from "#server/platform/call";
import type { Statement } from "#server/platform/clickhouse";
import type { Sql } from "#server/platform/clickhouse-sql";
import { instant, integer, ofTenant, sql, text } from "#server/platform/clickhouse-sql";

/** Values of a field; of `attr` the names of attributes. A field without values to offer has none. */
export const suggestValues: Verb<typeof contract.suggestValues> = async (deps, { query: asked, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.suggestValues.id, signal: ctx.request.signal });
  const range = resolveBounds(asked, { nowMs: deps.clock.now(), defaultMs: dayMs });
  const source = sourceOf(asked.field, range);
  return { values: source === undefined ? [] : [...(await store.read(suggestionsOf(source, asked)))] };
};

const suggestionRow = z.object({ value: z.string(), count: z.number() });

interface Asked {
  readonly prefix: string;
  readonly limit: number;
}

/** Values that begin with the prefix come before those that contain it. */
function suggestionsOf(source: Sql, { prefix, limit }: Asked): Statement<z.output<typeof suggestionRow>> {
  const place = sql`positionCaseInsensitiveUTF8(value, ${text(prefix)})`;
  return {
    name: "suggestions",
    row: suggestionRow,
    sql: sql`SELECT value, sum(n) AS count FROM (${source}) WHERE value != '' AND ${place} > 0
      GROUP BY value ORDER BY ${place} = 1 DESC, count DESC, value LIMIT ${integer(limit)}`,
  };
}

const facetKeys: Readonly<Record<string, string>> = {
  app: "app",
  environment: "environment",
  route: "route",
  status: "status",
  errorClass: "error",
  failedNode: "node",
  deployment: "deployment",
  attr: "attribute",
};

/** Where the values of a field are counted already; only values of a single attribute and instances are read from the exchanges. */
function sourceOf(field: string, range: TimeRange): Sql | undefined {
  const key = facetKeys[field];
  if (key !== undefined) {
    return sql`SELECT value, count AS n FROM facets_15m WHERE ${ofTenant} AND key = ${text(key)}
      AND time >= toStartOfFifteenMinutes(${instant(range.fromMicros)}) AND time < ${instant(range.toMicros)}`;
  }
  if (field === "node") {
    return sql`SELECT toString(node) AS value, total AS n FROM stat_1h WHERE ${ofTenant} AND scope = 'node'
      AND time >= toStartOfHour(${instant(range.fromMicros)}) AND time < ${instant(range.toMicros)}`;
  }
  if (field === "instance") return newestExchanges(sql`toString(instance)`, range);
  return field.startsWith("attr.") ? newestExchanges(sql`attributes[${text(field.slice(5))}]`, range) : undefined;
}

const sampleRows = 200_000;

function newestExchanges(value: Sql, { fromMicros, toMicros }: TimeRange): Sql {
  return sql`SELECT ${value} AS value, 1 AS n FROM executions WHERE ${ofTenant}
    AND start_time >= ${instant(fromMicros)} AND start_time < ${instant(toMicros)}
    ORDER BY toStartOfHour(start_time) DESC LIMIT ${integer(sampleRows)}`;
}
