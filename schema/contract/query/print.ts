import type { Exists, FieldRef, Filter, Query, Value } from "#schema/contract/query/syntax";
import { isKeyword } from "#schema/contract/query/tokens";

/** Writes a query down so that parsing it gives the same query: blanks for AND, quotes and parentheses only where needed. */
export function printQuery(query: Query | null): string {
  if (query === null) return "";
  switch (query.kind) {
    case "or":
      return query.children.map(printQuery).join(" OR ");
    case "and":
      return query.children.map((child) => (child.kind === "or" ? grouped(child) : printQuery(child))).join(" ");
    case "not":
      return `NOT ${query.child.kind === "or" || query.child.kind === "and" ? grouped(query.child) : printQuery(query.child)}`;
    case "text":
      return printText(query.value);
    case "exists":
    case "filter":
      return printFilter(query);
  }
}

function grouped(query: Query): string {
  return `(${printQuery(query)})`;
}

function printFilter(filter: Filter | Exists): string {
  if (filter.kind === "exists") return `${printField(filter.field)}:*`;
  const values = filter.values.map(printValue);
  return `${printField(filter.field)}${filter.operator}${values.length > 1 ? `(${values.join(", ")})` : values.join("")}`;
}

function printField({ name, key }: Pick<FieldRef, "name" | "key">): string {
  if (key === "") return name;
  return /^[\w$@/-]+(\.[\w$@/-]+)*$/.test(key) ? `${name}.${key}` : `${name}.${inQuotes(key)}`;
}

export function printValue({ text, quoted }: Pick<Value, "text" | "quoted">): string {
  const plain = /^[^\s(),"]+$/.test(text) && !isKeyword(text) && !(quoted && /[*?]/.test(text));
  return plain ? text : inQuotes(text);
}

function printText(value: Value): string {
  return /^[^\s(),":=<>~-][^\s(),":=<>~]*$/.test(value.text) ? printValue(value) : inQuotes(value.text);
}

function inQuotes(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
