import { amountHint, amountOf } from "#schema/contract/query/amounts";
import type { Field, Fields } from "#schema/contract/query/fields";
import { exchangeFields, fieldOf, operatorsOf } from "#schema/contract/query/fields";
import type { FieldRef, Operator, ParsedQuery, Query, QueryError, Span, Value } from "#schema/contract/query/syntax";
import type { Token } from "#schema/contract/query/tokens";
import { isOperator, tokensOf } from "#schema/contract/query/tokens";

const queryLimits = { depth: 32, terms: 256, regularExpression: 256 } as const;

class Refused extends Error {
  readonly error: QueryError;

  constructor(message: string, span: Span) {
    super(message);
    this.error = { message, span };
  }
}

interface Cursor {
  readonly tokens: readonly Token[];
  readonly fields: Fields;
  /** An empty span behind the last character, for what is missing there. */
  readonly end: Span;
  next: number;
  depth: number;
  terms: number;
}

/** Reads a query. Never throws; an error names the place and what to write instead. */
export function parseQuery(text: string, fields: Fields = exchangeFields): ParsedQuery {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return { ok: true, query: null };
  const cursor: Cursor = { tokens, fields, end: { start: text.length, end: text.length }, next: 0, depth: 0, terms: 0 };
  try {
    const query = parseAny(cursor);
    const rest = tokens[cursor.next];
    if (rest !== undefined) throw unexpected(rest);
    return { ok: true, query };
  } catch (thrown) {
    if (thrown instanceof Refused) return { ok: false, error: thrown.error };
    throw thrown;
  }
}

function parseAny(cursor: Cursor): Query {
  const first = parseAll(cursor);
  const rest: Query[] = [];
  while (take(cursor, "OR") !== undefined) rest.push(parseAll(cursor));
  return joined("or", first, rest);
}

function parseAll(cursor: Cursor): Query {
  const first = parseUnary(cursor);
  const rest: Query[] = [];
  while (take(cursor, "AND") !== undefined || beginsTerm(cursor.tokens[cursor.next])) rest.push(parseUnary(cursor));
  return joined("and", first, rest);
}

function beginsTerm(token: Token | undefined): boolean {
  return token !== undefined && ["(", "NOT", "field", "word", "quoted"].includes(token.kind);
}

/** One child stands for itself, and a group in a group of the same kind is one group. */
export function joined(kind: "and" | "or", first: Query, rest: readonly Query[]): Query {
  const last = rest.at(-1);
  if (last === undefined) return first;
  const children = [first, ...rest].flatMap((child) => (child.kind === kind ? child.children : [child]));
  return { kind, children, span: { start: first.span.start, end: last.span.end } };
}

function parseUnary(cursor: Cursor): Query {
  const signs: Token[] = [];
  for (let sign = take(cursor, "NOT"); sign !== undefined; sign = take(cursor, "NOT")) signs.push(sign);
  const child = parsePrimary(cursor);
  const first = signs[0];
  if (first === undefined || signs.length % 2 === 0) return child;
  return negated(child, { start: first.span.start, end: child.span.end });
}

function negated(child: Query, span: Span): Query {
  return child.kind === "not" ? child.child : { kind: "not", child, span };
}

function parsePrimary(cursor: Cursor): Query {
  const token = cursor.tokens[cursor.next];
  if (token === undefined) throw new Refused("Something to search for is missing here.", cursor.end);
  if (token.kind === "(") return parseGroup(cursor, token);
  cursor.terms += 1;
  if (cursor.terms > queryLimits.terms) throw new Refused(`A query may have ${queryLimits.terms} conditions.`, token.span);
  if (token.kind === "field") return parseFilter(cursor, token);
  if (token.kind !== "word" && token.kind !== "quoted") throw unexpected(token);
  return { kind: "text", value: valueOf(take(cursor, token.kind) ?? token), span: token.span };
}

function parseGroup(cursor: Cursor, open: Token): Query {
  cursor.depth += 1;
  if (cursor.depth > queryLimits.depth) throw new Refused(`Parentheses may be nested ${queryLimits.depth} deep.`, open.span);
  take(cursor, "(");
  const inner = parseAny(cursor);
  if (take(cursor, ")") === undefined) throw new Refused("This parenthesis is not closed.", open.span);
  cursor.depth -= 1;
  return inner;
}

function parseFilter(cursor: Cursor, token: Token): Query {
  take(cursor, "field");
  const ref = fieldRefOf(token);
  const field = fieldOf(cursor.fields, ref);
  if (field === undefined) throw new Refused(unknownField(cursor.fields, ref), token.span);
  const sign = take(cursor, "operator");
  if (sign === undefined || !isOperator(sign.text)) throw new Refused("An operator is missing after this field.", token.span);
  if (!operatorsOf(field).includes(sign.text)) {
    throw new Refused(`${field.name} can be compared with ${operatorsOf(field).join(" ")}, not with ${sign.text}.`, sign.span);
  }
  const list = take(cursor, "(");
  const values = list === undefined ? [parseValue(cursor)] : parseList(cursor, list);
  const span = { start: token.span.start, end: cursor.tokens[cursor.next - 1]?.span.end ?? token.span.end };
  return filterOf({ ref, field, operator: sign.text, values, span });
}

/** The dot separates the field from its key: `attr.orderId`. */
export function fieldRefOf(token: Pick<Token, "text" | "span">): FieldRef {
  const dot = token.text.indexOf(".");
  if (dot === -1) return { name: token.text, key: "", span: token.span };
  return { name: token.text.slice(0, dot), key: token.text.slice(dot + 1), span: token.span };
}

function unknownField(fields: Fields, { name, key }: FieldRef): string {
  const known = fields.find((field) => field.name === name);
  if (known?.keyed === true) return `${name} needs a name after a dot, for example ${name}.orderId.`;
  if (known !== undefined) return `${name} takes nothing after a dot; write ${name} alone.`;
  return `There is no field ${key === "" ? name : `${name}.${key}`}. To search for text with a sign in it, put it in quotes.`;
}

function parseList(cursor: Cursor, open: Token): readonly Value[] {
  const values = [parseValue(cursor)];
  while (take(cursor, ",") !== undefined) values.push(parseValue(cursor));
  if (take(cursor, ")") !== undefined) return values;
  const next = cursor.tokens[cursor.next];
  throw next === undefined
    ? new Refused("This list is not closed.", open.span)
    : new Refused("Values of a list are separated by commas.", next.span);
}

function parseValue(cursor: Cursor): Value {
  const token = cursor.tokens[cursor.next];
  if (token === undefined) throw new Refused("A value is missing here.", cursor.end);
  if (token.kind !== "word" && token.kind !== "quoted") throw new Refused(`A value is missing before ${token.text}.`, token.span);
  return valueOf(take(cursor, token.kind) ?? token);
}

function valueOf(token: Token): Value {
  if (!token.closed) throw new Refused("This quote is not closed.", token.span);
  return { text: token.text, quoted: token.kind === "quoted", amount: null, span: token.span };
}

interface Written {
  readonly ref: FieldRef;
  readonly field: Field;
  readonly operator: Operator;
  readonly values: readonly Value[];
  readonly span: Span;
}

function filterOf({ ref, field, operator, values, span }: Written): Query {
  const [only] = values;
  if (values.length === 1 && only?.text === "*" && !only.quoted && [":", "=", "!="].includes(operator)) {
    const exists: Query = { kind: "exists", field: ref, span };
    return operator === "!=" ? { kind: "not", child: exists, span } : exists;
  }
  if (values.length > 1 && ![":", "=", "!="].includes(operator)) throw new Refused(`${operator} takes one value, not a list.`, span);
  return { kind: "filter", field: ref, operator, values: values.map((value) => checked(field, operator, value)), span };
}

function checked(field: Field, operator: Operator, value: Value): Value {
  if (operator === "~") return checkedExpression(value);
  if (field.type === "choice" && !field.choices.includes(value.text)) {
    throw new Refused(`${field.name} is one of ${field.choices.join(", ")}.`, value.span);
  }
  const compared = [">", ">=", "<", "<="].includes(operator);
  if (field.type !== "duration" && field.type !== "number" && !compared) return value;
  const type = field.type === "duration" ? "duration" : "number";
  const amount = amountOf(type, value.text);
  if (amount === undefined) throw new Refused(`${field.name} is compared with ${amountHint[type]}.`, value.span);
  return { ...value, amount };
}

function checkedExpression(value: Value): Value {
  if (value.text.length > queryLimits.regularExpression) {
    throw new Refused(`A regular expression may have ${queryLimits.regularExpression} characters.`, value.span);
  }
  return value;
}

function unexpected(token: Token): Refused {
  if (token.kind === ")") return new Refused("This parenthesis was never opened.", token.span);
  if (token.kind === ",") return new Refused("A list is written (a, b) after an operator; put text with a comma in quotes.", token.span);
  if (token.kind === "stray")
    return new Refused(`A field is missing before ${token.text}. To search for the sign, put it in quotes.`, token.span);
  return new Refused(`Something to search for is missing before ${token.text}.`, token.span);
}

function take(cursor: Cursor, kind: Token["kind"]): Token | undefined {
  const token = cursor.tokens[cursor.next];
  if (token?.kind !== kind) return undefined;
  cursor.next += 1;
  return token;
}
