/** Half-open range of UTF-16 positions in the query's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const operators = [":", "=", "!=", ">", ">=", "<", "<=", "~"] as const;
export type Operator = (typeof operators)[number];

export interface Value {
  /** Without quotes and escapes. */
  readonly text: string;
  /** A quoted value is literal: `*` and `?` stand for themselves. */
  readonly quoted: boolean;
  /** What the text means for a field of amounts: microseconds or a plain number. Null for other fields. */
  readonly amount: number | null;
  readonly span: Span;
}

export interface FieldRef {
  readonly name: string;
  /** What follows the dot of `attr.orderId` or `header.CamelFileName`, else empty. */
  readonly key: string;
  readonly span: Span;
}

export interface Text {
  readonly kind: "text";
  readonly value: Value;
  readonly span: Span;
}

/** `field op value`; several values mean any of them, for `!=` none of them. */
export interface Filter {
  readonly kind: "filter";
  readonly field: FieldRef;
  readonly operator: Operator;
  readonly values: readonly Value[];
  readonly span: Span;
}

export interface Exists {
  readonly kind: "exists";
  readonly field: FieldRef;
  readonly span: Span;
}

interface Not {
  readonly kind: "not";
  readonly child: Query;
  readonly span: Span;
}

interface All {
  readonly kind: "and";
  readonly children: readonly Query[];
  readonly span: Span;
}

interface Any {
  readonly kind: "or";
  readonly children: readonly Query[];
  readonly span: Span;
}

export type Query = Text | Filter | Exists | Not | All | Any;

export interface QueryError {
  /** A sentence for the person who typed it. */
  readonly message: string;
  readonly span: Span;
}

/** `query` is null when the text is blank: everything matches. */
export type ParsedQuery = { readonly ok: true; readonly query: Query | null } | { readonly ok: false; readonly error: QueryError };

/** Whether `*` and `?` in the value are wildcards. */
export function isPattern(value: Value): boolean {
  return !value.quoted && /[*?]/.test(value.text);
}
