import type { Operator, Value } from "#schema/contract/query/syntax";
import { isPattern } from "#schema/contract/query/syntax";
import type { Sql } from "#server/platform/clickhouse-sql";
import { decimal, sql, text, texts } from "#server/platform/clickhouse-sql";

/** One comparison of a query. `!=` never comes here: it is the negation of `=`. */
export interface Comparison {
  readonly operator: Exclude<Operator, "!=">;
  readonly value: Value;
}

/** `*` and `?` as LIKE writes them; what LIKE would take for wildcards is escaped. */
function likePattern(pattern: string): string {
  return pattern
    .replace(/[\\%_]/g, "\\$&")
    .replaceAll("*", "%")
    .replaceAll("?", "_");
}

/** A column with one value: `:` and `=` match it whole, `:` with wildcards. */
export function keywordMatches(column: Sql, { operator, value }: Comparison): Sql {
  if (operator === "~") return sql`match(${column}, ${text(value.text)})`;
  if (operator === ":" && isPattern(value)) return sql`${column} LIKE ${text(likePattern(value.text))}`;
  return sql`${column} = ${text(value.text)}`;
}

/** A column with words: `:` matches a part of it, in any case. */
export function textMatches(column: Sql, { operator, value }: Comparison): Sql {
  if (operator === "~") return sql`match(${column}, ${text(value.text)})`;
  if (operator === "=") return sql`${column} = ${text(value.text)}`;
  if (isPattern(value)) return sql`${column} ILIKE ${text(`%${likePattern(value.text)}%`)}`;
  return sql`positionCaseInsensitiveUTF8(${column}, ${text(value.text)}) > 0`;
}

/** An array of which any element may match; whole values go through its index. */
export function anyKeywordMatches(column: Sql, comparison: Comparison): Sql {
  const { operator, value } = comparison;
  const whole = operator === "=" || (operator === ":" && !isPattern(value));
  return whole ? sql`has(${column}, ${text(value.text)})` : sql`arrayExists(item -> ${keywordMatches(sql`item`, comparison)}, ${column})`;
}

export function anyTextMatches(column: Sql, comparison: Comparison): Sql {
  return sql`arrayExists(item -> ${textMatches(sql`item`, comparison)}, ${column})`;
}

const comparisons = { ":": sql`=`, "=": sql`=`, ">": sql`>`, ">=": sql`>=`, "<": sql`<`, "<=": sql`<=`, "~": sql`=` } as const;

/** A number; the parser has made sure that the value is one. */
export function amountMatches(column: Sql, { operator, value }: Comparison): Sql {
  return sql`${column} ${comparisons[operator]} ${decimal(value.amount ?? Number.NaN)}`;
}

const tokenLimit = 32;

/** Words as the `splitByNonAlpha` tokenizer of a text index over `lower(column)` cuts them. */
function tokensOf(value: string): readonly string[] {
  const words = value.split(/[^A-Za-z0-9\u0080-\u{10ffff}]+/u).filter((word) => word !== "");
  return [...new Set(words.map(lowerAscii))].slice(0, tokenLimit);
}

function lowerAscii(word: string): string {
  return word.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** A large text with an index of its words: `:` wants all words of the value, in any order. */
export function indexedTextMatches(column: Sql, comparison: Comparison): Sql {
  const tokens = tokensOf(comparison.value.text);
  const indexed = comparison.operator === ":" && !isPattern(comparison.value) && tokens.length > 0;
  return indexed ? sql`hasAllTokens(lower(${column}), ${texts(tokens)})` : textMatches(column, comparison);
}
