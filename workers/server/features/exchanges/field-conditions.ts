import type { FieldRef } from "#schema/contract/query/syntax";
import { isPattern } from "#schema/contract/query/syntax";
import type { TimeRange } from "#schema/contract/query/time";
import { uuidFromId } from "#schema/ids";
import type { Comparison } from "#server/features/exchanges/match-value";
import {
  amountMatches,
  anyKeywordMatches,
  anyTextMatches,
  indexedTextMatches,
  keywordMatches,
  textMatches,
} from "#server/features/exchanges/match-value";
import type { Sql } from "#server/platform/clickhouse-sql";
import { decimal, instant, joinSql, ofTenant, sql, text, texts, uuid } from "#server/platform/clickhouse-sql";

/** Builds the condition that a field of `executions` matches. `range` bounds what has to be read besides it. */
export type FieldCondition = (comparison: Comparison, field: FieldRef, range: TimeRange) => Sql;

const or = sql` OR `;

/** Every field of `exchangeFields` and how the store answers it. */
export const fieldConditions: Readonly<Record<string, FieldCondition>> = {
  app: (comparison) => keywordMatches(sql`app`, comparison),
  environment: (comparison) => keywordMatches(sql`environment`, comparison),
  instance: (comparison) => keywordMatches(sql`instance`, comparison),
  deployment: (comparison) => keywordMatches(sql`deployment`, comparison),
  failedNode: (comparison) => keywordMatches(sql`failed_node`, comparison),
  status: (comparison) => keywordMatches(sql`status`, comparison),
  source: (comparison) => keywordMatches(sql`source`, comparison),
  route: (comparison) => sql`(${keywordMatches(sql`route`, comparison)} OR ${anyKeywordMatches(sql`routes_hit`, comparison)})`,
  node: (comparison) => anyKeywordMatches(sql`nodes_hit`, comparison),
  uri: (comparison) => sql`(${textMatches(sql`from_uri`, comparison)} OR ${anyTextMatches(sql`endpoints_hit`, comparison)})`,
  errorClass: (comparison) => textMatches(sql`error_class`, comparison),
  error: errorMatches,
  duration: (comparison) => amountMatches(sql`duration_us`, comparison),
  redeliveries: (comparison) => amountMatches(sql`redeliveries`, comparison),
  steps: (comparison) => amountMatches(sql`step_count`, comparison),
  exchange: exchangeMatches,
  trace: traceMatches,
  key: keyMatches,
  attr: attributeMatches,
  header: (comparison, { key }, range) => payloadHas(headerMatches(comparison, key), range),
  body: (comparison, _, range) => payloadHas(indexedTextMatches(sql`body`, comparison), range),
  text: anythingMatches,
};

function errorMatches(comparison: Comparison): Sql {
  return sql`(${textMatches(sql`error_message`, comparison)} OR ${textMatches(sql`error_class`, comparison)})`;
}

/** Camel's id of the exchange or of a copy it worked on, or the id of the API. */
function exchangeMatches(comparison: Comparison): Sql {
  const { operator, value } = comparison;
  const execution = uuidFromId("exchange", value.text);
  if (execution !== undefined && operator !== "~") return sql`execution_id = ${uuid(execution)}`;
  const whole = operator !== "~" && !(operator === ":" && isPattern(value));
  return whole ? sql`has(keys, ${text(`x:${value.text}`)})` : keywordMatches(sql`exchange_id`, comparison);
}

function traceMatches(comparison: Comparison): Sql {
  const { operator, value } = comparison;
  const hex = value.text.toLowerCase();
  if (operator !== "~" && /^[0-9a-f]{32}$/.test(hex)) return sql`trace_id = toFixedString(unhex(${text(hex)}), 16)`;
  return keywordMatches(sql`lower(hex(trace_id))`, comparison);
}

/** A correlation id, an exchange id or `name=value` of an attribute. */
function keyMatches(comparison: Comparison): Sql {
  const { operator, value } = comparison;
  const whole = operator !== "~" && !(operator === ":" && isPattern(value));
  if (whole) return sql`hasAny(keys, ${texts(["a", "c", "x"].map((kind) => `${kind}:${value.text}`))})`;
  return sql`arrayExists(item -> ${keywordMatches(sql`substring(item, 3)`, comparison)}, keys)`;
}

const attributeComparisons = { ">": sql`>`, ">=": sql`>=`, "<": sql`<`, "<=": sql`<=` } as const;

function attributeMatches(comparison: Comparison, { key }: FieldRef): Sql {
  const { operator, value } = comparison;
  const attribute = sql`attributes[${text(key)}]`;
  if (operator === "~" || (operator === ":" && isPattern(value))) {
    return sql`(mapContains(attributes, ${text(key)}) AND ${keywordMatches(attribute, comparison)})`;
  }
  if (operator === ":" || operator === "=") return sql`has(keys, ${text(`a:${key}=${value.text}`)})`;
  return sql`ifNull(toFloat64OrNull(${attribute}) ${attributeComparisons[operator]} ${decimal(value.amount ?? Number.NaN)}, 0)`;
}

function headerMatches(comparison: Comparison, key: string): Sql {
  const { operator, value } = comparison;
  const whole = operator !== "~" && !(operator === ":" && isPattern(value));
  if (whole) return sql`has(header_items, ${text(`${key}=${value.text}`)})`;
  return sql`(mapContains(headers, ${text(key)}) AND ${keywordMatches(sql`headers[${text(key)}]`, comparison)})`;
}

/** Snapshots carry the start of their exchange in whole milliseconds. */
function payloadHas(condition: Sql, { fromMicros, toMicros }: TimeRange): Sql {
  return sql`execution_id IN (SELECT execution_id FROM execution_payloads WHERE ${ofTenant}
    AND start_time >= ${instant(fromMicros - 1_000)} AND start_time < ${instant(toMicros)} AND ${condition})`;
}

/** Free text: what a person may have in hand of an exchange. */
function anythingMatches(comparison: Comparison, _: FieldRef, range: TimeRange): Sql {
  const { value } = comparison;
  const ids = ["x", "c"].map((kind) => `${kind}:${value.text}`);
  const parts = [
    errorMatches(comparison),
    sql`hasAny(keys, ${texts(ids)})`,
    anyTextMatches(sql`mapValues(attributes)`, comparison),
    textMatches(sql`route`, comparison),
    textMatches(sql`app`, comparison),
    anyTextMatches(sql`nodes_hit`, comparison),
    payloadHas(indexedTextMatches(sql`body`, comparison), range),
    ...(/^[0-9a-f]{32}$|^exc_/i.test(value.text) ? [traceMatches(comparison), exchangeMatches(comparison)] : []),
  ];
  return sql`(${joinSql(parts, or)})`;
}

/** Whether the exchange has a value of the field at all. */
export function fieldExists({ name, key }: FieldRef, range: TimeRange): Sql {
  switch (name) {
    case "attr":
      return sql`mapContains(attributes, ${text(key)})`;
    case "header":
      return payloadHas(sql`mapContains(headers, ${text(key)})`, range);
    case "body":
      return payloadHas(sql`body != ''`, range);
    case "trace":
      return sql`trace_id != toFixedString('', 16)`;
    case "key":
      return sql`notEmpty(keys)`;
    case "node":
      return sql`notEmpty(nodes_hit)`;
    case "error":
      return sql`(error_message != '' OR error_class != '')`;
    case "uri":
      return sql`(from_uri != '' OR notEmpty(endpoints_hit))`;
    default:
      return columnExists(name);
  }
}

const columns: Readonly<Record<string, Sql>> = {
  instance: sql`instance`,
  deployment: sql`deployment`,
  failedNode: sql`failed_node`,
  errorClass: sql`error_class`,
  exchange: sql`exchange_id`,
};

function columnExists(name: string): Sql {
  const column = columns[name];
  return column === undefined ? sql`1` : sql`${column} != ''`;
}
