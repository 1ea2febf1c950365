import type { Exists, Filter, Query, Text } from "#schema/contract/query/syntax";
import type { TimeRange } from "#schema/contract/query/time";
import { fieldConditions, fieldExists } from "#server/features/exchanges/field-conditions";
import type { Sql } from "#server/platform/clickhouse-sql";
import { instant, joinSql, ofTenant, sql } from "#server/platform/clickhouse-sql";

const and = sql` AND `;
const or = sql` OR `;

/** The condition on `executions` that a query and a time range make, of one tenant. Null matches everything. */
export function compileQuery(query: Query | null, range: TimeRange): Sql {
  const bounds = [ofTenantOnly, sql`start_time >= ${instant(range.fromMicros)}`, sql`start_time < ${instant(range.toMicros)}`];
  return joinSql(query === null ? bounds : [...bounds, compileNode(query, range)], and);
}

const ofTenantOnly = sql`${ofTenant}`;

function compileNode(query: Query, range: TimeRange): Sql {
  switch (query.kind) {
    case "and":
      return grouped(query.children, and, range);
    case "or":
      return grouped(query.children, or, range);
    case "not":
      return sql`NOT (${compileNode(query.child, range)})`;
    case "exists":
      return compileExists(query, range);
    case "text":
      return compileText(query, range);
    case "filter":
      return compileFilter(query, range);
  }
}

function grouped(children: readonly Query[], separator: Sql, range: TimeRange): Sql {
  return sql`(${joinSql(
    children.map((child) => compileNode(child, range)),
    separator,
  )})`;
}

function compileExists({ field }: Exists, range: TimeRange): Sql {
  return fieldExists(field, range);
}

function compileText({ value, span }: Text, range: TimeRange): Sql {
  return compileFilter({ kind: "filter", field: { name: "text", key: "", span }, operator: ":", values: [value], span }, range);
}

function compileFilter({ field, operator, values }: Filter, range: TimeRange): Sql {
  const condition = fieldConditions[field.name];
  if (condition === undefined) throw new Error(`No condition for the field ${field.name}`);
  const positive = operator === "!=" ? "=" : operator;
  const any = values.map((value) => condition({ operator: positive, value }, field, range));
  const [only] = any;
  const matched = only !== undefined && any.length === 1 ? only : sql`(${joinSql(any, or)})`;
  return operator === "!=" ? sql`NOT (${matched})` : matched;
}
