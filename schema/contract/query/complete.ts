import type { Field, Fields } from "#schema/contract/query/fields";
import { exchangeFields, fieldOf, operatorsOf } from "#schema/contract/query/fields";
import { fieldRefOf } from "#schema/contract/query/parse";
import type { FieldRef, Operator, Span } from "#schema/contract/query/syntax";
import type { Token } from "#schema/contract/query/tokens";
import { tokensOf } from "#schema/contract/query/tokens";

/**
 * What may be written at the caret. `span` is the text that a chosen completion replaces, `prefix` what of it stands before the caret.
 * `field`: a field, a keyword or free text. `key`: a name behind the dot of a keyed field.
 */
export type Completion =
  | { readonly expected: "field"; readonly prefix: string; readonly span: Span; readonly fields: readonly Field[] }
  | { readonly expected: "key"; readonly prefix: string; readonly span: Span; readonly field: Field }
  | {
      readonly expected: "operator";
      readonly prefix: string;
      readonly span: Span;
      readonly field: Field;
      readonly operators: readonly Operator[];
    }
  | { readonly expected: "value"; readonly prefix: string; readonly span: Span; readonly field: Field; readonly ref: FieldRef }
  | { readonly expected: "nothing" };

/** The completion context of a caret position, whatever errors the text has elsewhere. */
export function completeAt(text: string, caret: number, fields: Fields = exchangeFields): Completion {
  const at = Math.min(Math.max(caret, 0), text.length);
  const tokens = tokensOf(text);
  const index = tokens.findLastIndex(({ span }) => span.start < at);
  const token = tokens[index];
  if (token === undefined || token.span.end < at || ["(", ")", ",", "operator", "NOT"].includes(token.kind)) {
    return completionAfter(tokens.slice(0, index + 1), emptyOrNext(tokens[index + 1], at), fields);
  }
  const touched = { prefix: text.slice(token.span.start, at).replace(/^"/, ""), span: token.span };
  if (token.place === "value" || token.place === "list") return valueCompletion(tokens.slice(0, index), touched, fields);
  return token.kind === "quoted" || token.kind === "stray" ? { expected: "nothing" } : fieldCompletion(touched, fields);
}

/** A completion right before a value replaces it. */
function emptyOrNext(next: Token | undefined, at: number): Replaced {
  const value =
    next?.span.start === at && (next.place === "value" || next.place === "list") && (next.kind === "word" || next.kind === "quoted");
  return { prefix: "", span: value ? next.span : { start: at, end: at } };
}

type Replaced = { readonly prefix: string; readonly span: Span };

function fieldCompletion({ prefix, span }: Replaced, fields: Fields): Completion {
  const dot = prefix.indexOf(".");
  const keyed = dot === -1 ? undefined : fields.find((field) => field.keyed && field.name === prefix.slice(0, dot));
  if (keyed !== undefined)
    return { expected: "key", prefix: prefix.slice(dot + 1), span: { start: span.start + dot + 1, end: span.end }, field: keyed };
  const matching = fields.filter((field) => field.name.toLowerCase().startsWith(prefix.toLowerCase()));
  return { expected: "field", prefix, span, fields: matching };
}

function completionAfter(tokens: readonly Token[], replaced: Replaced, fields: Fields): Completion {
  const last = tokens.at(-1);
  if (last === undefined) return fieldCompletion(replaced, fields);
  const opensValue =
    last.kind === "operator" || (last.kind === "(" && last.place === "value") || (last.kind === "," && last.place === "list");
  if (opensValue) return valueCompletion(tokens, replaced, fields);
  const awaitsOperator = last.kind === "field" || (last.kind === "word" && last.place === "term");
  const field = awaitsOperator ? fieldOf(fields, fieldRefOf(last)) : undefined;
  return field === undefined
    ? fieldCompletion(replaced, fields)
    : { expected: "operator", ...replaced, field, operators: operatorsOf(field) };
}

function valueCompletion(before: readonly Token[], { prefix, span }: Replaced, fields: Fields): Completion {
  const owner = before.findLast((token) => token.kind === "field");
  if (owner === undefined) return { expected: "nothing" };
  const ref = fieldRefOf(owner);
  const field = fieldOf(fields, ref);
  return field === undefined ? { expected: "nothing" } : { expected: "value", prefix, span, field, ref };
}
