import { parseQuery } from "#schema/contract/query/parse";
import type { Query } from "#schema/contract/query/syntax";
import { withFilter, withoutFilter } from "#schema/contract/query/edit";

export interface FacetState {
  readonly included: ReadonlySet<string>;
  readonly excluded: ReadonlySet<string>;
}

/** Which values of a field the query asks for or rules out with conditions that hold for every match. */
export function facetState(text: string, field: string): FacetState {
  const parsed = parseQuery(text);
  const included = new Set<string>();
  const excluded = new Set<string>();
  for (const condition of parsed.ok ? conditionsOf(parsed.query) : []) {
    const negated = condition.kind === "not";
    const inner = negated ? condition.child : condition;
    if (inner.kind !== "filter" || inner.field.name !== field || inner.field.key !== "") continue;
    const rules = negated === (inner.operator === "!=") ? included : excluded;
    if (inner.operator === "=" || inner.operator === ":" || inner.operator === "!=")
      for (const value of inner.values) rules.add(value.text);
  }
  return { included, excluded };
}

/** A checkbox: the value joins the included ones or leaves them. */
export function toggledValue(text: string, field: string, value: string): string {
  const { included, excluded } = facetState(text, field);
  if (included.has(value)) return withoutFilter(text, { field, value });
  const base = excluded.has(value) ? withoutFilter(text, { field, value }) : text;
  return withFilter(base, { field, operator: "=", value, mode: "add" });
}

/** Alt-click: the value joins the excluded ones or leaves them. */
export function excludedValue(text: string, field: string, value: string): string {
  const { included, excluded } = facetState(text, field);
  if (excluded.has(value)) return withoutFilter(text, { field, value });
  const base = included.has(value) ? withoutFilter(text, { field, value }) : text;
  return withFilter(base, { field, operator: "!=", value, mode: "add" });
}

/** A click: this value alone, or all again when it was alone. */
export function onlyValue(text: string, field: string, value: string): string {
  const { included, excluded } = facetState(text, field);
  if (included.has(value) && included.size === 1 && excluded.size === 0) return withoutFilter(text, { field });
  return withFilter(text, { field, operator: "=", value, mode: "only" });
}

function conditionsOf(query: Query | null): readonly Query[] {
  if (query === null) return [];
  return query.kind === "and" ? query.children : [query];
}
