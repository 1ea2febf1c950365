import type { Fields } from "#schema/contract/query/fields";
import { exchangeFields } from "#schema/contract/query/fields";
import { joined, parseQuery } from "#schema/contract/query/parse";
import { printQuery } from "#schema/contract/query/print";
import type { FieldRef, Filter, Query, Span, Value } from "#schema/contract/query/syntax";

/** A condition that holds for every match, as it is shown below the query bar. */
export interface Pill {
  readonly label: string;
  readonly span: Span;
  /** Null for free text and for groups. */
  readonly field: string | null;
  readonly negative: boolean;
}

type Target = Pick<FieldRef, "name" | "key">;

/** `add` widens the field's `=` or `!=` condition to a list, `only` replaces every condition on the field. */
export interface FilterEdit {
  readonly field: string;
  readonly operator: "=" | "!=";
  readonly value: string;
  readonly mode: "add" | "only";
}

const nowhere: Span = { start: 0, end: 0 };

/** The conditions of a query that a click may remove; none while the text has an error. */
export function pillsOf(text: string, fields: Fields = exchangeFields): readonly Pill[] {
  return conditionsOf(text, fields).map((condition) => {
    const inner = condition.kind === "not" ? condition.child : condition;
    const field = inner.kind === "filter" || inner.kind === "exists" ? inner.field : null;
    return {
      label: printQuery(condition),
      span: condition.span,
      field: field === null ? null : nameOf(field),
      negative: condition.kind === "not" || (inner.kind === "filter" && inner.operator === "!="),
    };
  });
}

/** The text with a facet's value included or excluded. A text with an error is kept and the condition put behind it. */
export function withFilter(text: string, edit: FilterEdit, fields: Fields = exchangeFields): string {
  const field = targetOf(edit.field);
  const filter: Filter = {
    kind: "filter",
    field: { ...field, span: nowhere },
    operator: edit.operator,
    values: [literal(edit.value)],
    span: nowhere,
  };
  const parsed = parseQuery(text, fields);
  if (!parsed.ok) return `${text.trimEnd()} ${printQuery(filter)}`;
  const conditions = conditionsOf(text, fields);
  if (edit.mode === "only") return printAll([...conditions.filter((condition) => !concerns(condition, field)), filter]);
  const index = conditions.findIndex((condition) => isWidened(condition, filter));
  if (index === -1) return printAll([...conditions, filter]);
  return printAll(
    conditions.map((condition, at) => (at === index && condition.kind === "filter" ? widened(condition, filter) : condition)),
  );
}

/** The text without one value of a field, or without a field altogether when no value is named. */
export function withoutFilter(
  text: string,
  target: { readonly field: string; readonly value?: string },
  fields: Fields = exchangeFields,
): string {
  if (!parseQuery(text, fields).ok) return text;
  const field = targetOf(target.field);
  return printAll(
    conditionsOf(text, fields).flatMap((condition) => {
      if (!concerns(condition, field)) return [condition];
      if (target.value === undefined) return [];
      return withoutValue(condition, target.value);
    }),
  );
}

/** The text without the pill at that place. */
export function withoutPill(text: string, pill: Pick<Pill, "span">, fields: Fields = exchangeFields): string {
  if (!parseQuery(text, fields).ok) return text;
  return printAll(conditionsOf(text, fields).filter(({ span }) => span.start !== pill.span.start || span.end !== pill.span.end));
}

function conditionsOf(text: string, fields: Fields): readonly Query[] {
  const parsed = parseQuery(text, fields);
  if (!parsed.ok || parsed.query === null) return [];
  return parsed.query.kind === "and" ? parsed.query.children : [parsed.query];
}

function printAll([first, ...rest]: readonly Query[]): string {
  return first === undefined ? "" : printQuery(joined("and", first, rest));
}

function targetOf(field: string): Target {
  const dot = field.indexOf(".");
  return dot === -1 ? { name: field, key: "" } : { name: field.slice(0, dot), key: field.slice(dot + 1) };
}

function nameOf({ name, key }: Target): string {
  return key === "" ? name : `${name}.${key}`;
}

function literal(text: string): Value {
  return { text, quoted: /[*?]/.test(text), amount: null, span: nowhere };
}

function concerns(condition: Query, field: Target): boolean {
  const inner = condition.kind === "not" ? condition.child : condition;
  return (inner.kind === "filter" || inner.kind === "exists") && inner.field.name === field.name && inner.field.key === field.key;
}

/** `:` without wildcards includes a value as `=` does. */
function isWidened(condition: Query, filter: Filter): condition is Filter {
  if (condition.kind !== "filter" || !concerns(condition, filter.field)) return false;
  return condition.operator === filter.operator || (filter.operator === "=" && condition.operator === ":");
}

function widened(condition: Filter, { values: [value] }: Filter): Filter {
  if (value === undefined || condition.values.some(({ text }) => text === value.text)) return condition;
  return { ...condition, values: [...condition.values, value] };
}

function withoutValue(condition: Query, value: string): readonly Query[] {
  if (condition.kind !== "filter") return [condition];
  const values = condition.values.filter(({ text }) => text !== value);
  return values.length === 0 ? [] : [{ ...condition, values }];
}
