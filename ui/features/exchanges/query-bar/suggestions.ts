import type { Completion } from "#schema/contract/query/complete";
import type { Field } from "#schema/contract/query/fields";
import { operatorsOf } from "#schema/contract/query/fields";
import { printValue } from "#schema/contract/query/print";
import type { Operator, Span } from "#schema/contract/query/syntax";

export interface Suggestion {
  /** What is shown, and what replaces the span. */
  readonly label: string;
  readonly insert: string;
  readonly detail: string;
  readonly count: number | null;
  readonly group: "Fields" | "Names" | "Operators" | "Values" | "Connect";
}

export interface KnownValue {
  readonly value: string;
  readonly count: number;
}

/** The values to ask the server for at a caret, if any. */
export interface ValueRequest {
  readonly field: string;
  readonly prefix: string;
}

const meanings: Record<Operator, string> = {
  ":": "is, with * and ? as wildcards",
  "=": "is exactly",
  "!=": "is not",
  ">": "more than",
  ">=": "at least",
  "<": "less than",
  "<=": "at most",
  "~": "matches a regular expression",
};

const typicalAmounts: Partial<Record<Field["type"], readonly string[]>> = {
  duration: ["100ms", "500ms", "1s", "5s", "30s", "1m"],
  number: ["0", "1", "3", "10"],
};

export function requestedValues(completion: Completion): ValueRequest | null {
  if (completion.expected === "key") return { field: completion.field.name, prefix: completion.prefix };
  if (completion.expected !== "value" || (!completion.field.suggested && !completion.field.keyed)) return null;
  const { name, key } = completion.ref;
  return { field: key === "" ? name : `${name}.${key}`, prefix: completion.prefix };
}

/** Everything that may be written at the caret; `values` are those found in the range, most frequent first. */
export function suggestionsOf(completion: Completion, values: readonly KnownValue[], afterTerm: boolean): Suggestion[] {
  switch (completion.expected) {
    case "nothing":
      return [];
    case "field":
      return [...behindField(completion), ...completion.fields.map(ofField), ...(afterTerm ? connectives(completion.prefix) : [])];
    case "key":
      return [...behindKey(completion, values), ...startingWith(values, completion.prefix).map(ofKey)];
    case "operator":
      return completion.operators.map(ofOperator);
    case "value":
      return [...choicesOf(completion.field, values, completion.prefix), ...amountsOf(completion.field, completion.prefix)];
  }
}

/** The text and caret after taking a suggestion. */
export function taken(text: string, span: Span, suggestion: Suggestion): { readonly text: string; readonly caret: number } {
  const spaced = suggestion.group === "Values" || suggestion.group === "Connect";
  const rest = text.slice(span.end);
  const insert = spaced && !/^[\s),]/.test(rest) ? `${suggestion.insert} ` : suggestion.insert;
  return { text: `${text.slice(0, span.start)}${insert}${rest}`, caret: span.start + insert.length };
}

/** A field's name that stands there whole is followed by its operators. */
function behindField({ prefix, fields }: Extract<Completion, { expected: "field" }>): Suggestion[] {
  const written = fields.find(({ name, keyed }) => name === prefix && !keyed);
  return written === undefined ? [] : operatorsBehind(prefix, written);
}

function behindKey({ prefix, field }: Extract<Completion, { expected: "key" }>, values: readonly KnownValue[]): Suggestion[] {
  return values.some(({ value }) => value === prefix) ? operatorsBehind(prefix, field) : [];
}

function ofKey({ value, count }: KnownValue): Suggestion {
  return { ...ofValue(value, count), group: "Names", insert: value };
}

function operatorsBehind(written: string, field: Field): Suggestion[] {
  return operatorsOf(field).map((operator) => ({ ...ofOperator(operator), insert: `${written}${operator}` }));
}

function ofOperator(operator: Operator): Suggestion {
  return { label: operator, insert: operator, detail: meanings[operator], count: null, group: "Operators" };
}

function ofField(field: Field): Suggestion {
  const name = field.keyed ? `${field.name}.` : field.name;
  return { label: field.keyed ? `${name}…` : name, insert: name, detail: field.description, count: null, group: "Fields" };
}

function connectives(prefix: string): Suggestion[] {
  return [
    { label: "AND", detail: "both; a blank means the same" },
    { label: "OR", detail: "either" },
    { label: "NOT", detail: "not the next condition" },
  ]
    .filter(({ label }) => label.startsWith(prefix.toUpperCase()))
    .map(({ label, detail }) => ({ label, insert: label, detail, count: null, group: "Connect" }));
}

function choicesOf(field: Field, values: readonly KnownValue[], prefix: string): Suggestion[] {
  const counted = new Map(values.map(({ value, count }) => [value, count]));
  const others = field.choices.filter((choice) => !counted.has(choice)).map((value) => ({ value, count: 0 }));
  return startingWith([...values, ...others], prefix).map(({ value, count }) => ofValue(value, count));
}

function amountsOf(field: Field, prefix: string): Suggestion[] {
  const typical = typicalAmounts[field.type] ?? [];
  return typical.filter((amount) => amount.startsWith(prefix)).map((amount) => ({ ...ofValue(amount, 0), count: null }));
}

function ofValue(value: string, count: number): Suggestion {
  return { label: value, insert: printValue({ text: value, quoted: /[*?]/.test(value) }), detail: "", count, group: "Values" };
}

function startingWith(values: readonly KnownValue[], prefix: string): KnownValue[] {
  const wanted = prefix.toLowerCase().replace(/\*$/, "");
  return values.filter(({ value }) => value.toLowerCase().includes(wanted));
}

/** Whether a whole condition stands before the word at the caret, so that it may be connected. */
export function standsAfterTerm(text: string, completion: Completion): boolean {
  if (completion.expected !== "field") return false;
  const before = text.slice(0, completion.span.start).trimEnd();
  return before !== "" && !/(?:^|[\s(])(?:AND|OR|NOT|-|\()$/.test(before);
}
