import type { Operator, Span } from "#schema/contract/query/syntax";
import { operators } from "#schema/contract/query/syntax";

type TokenKind = "(" | ")" | "," | "AND" | "OR" | "NOT" | "field" | "operator" | "word" | "quoted" | "stray";

/** Where a token stands: where a term may begin, right after a field, right after its operator, or in a list of values. */
type Place = "term" | "operator" | "value" | "list";

export interface Token {
  readonly kind: TokenKind;
  readonly place: Place;
  readonly span: Span;
  /** As written, but quoted text and quoted parts of field names come without quotes and escapes. */
  readonly text: string;
  /** False for quoted text without its closing quote. */
  readonly closed: boolean;
}

const patterns = {
  space: /\s+/y,
  field: /[A-Za-z_][\w$@/-]*(?:\.(?:[\w$@/-]+|"(?:[^"\\]|\\.)*"))*(?=\s*(?:[:=<>~]|!=))/y,
  operator: /!=|>=|<=|[:=<>~]/y,
  quoted: /"((?:[^"\\]|\\[^])*)("?)/y,
  term: /[^\s(),":=<>~]+/y,
  value: /[^\s(),"]+/y,
} as const;

const keywords = new Set<string>(["AND", "OR", "NOT"]);

export function isKeyword(text: string): boolean {
  return keywords.has(text);
}

export function isOperator(text: string): text is Operator {
  return (operators as readonly string[]).includes(text);
}

/** Cuts a text into tokens without ever failing: what has no place in the language becomes `stray`. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let place: Place = "term";
  for (;;) {
    at += match("space", text, at).length;
    if (at >= text.length) return tokens;
    const token = tokenAt(text, at, place);
    tokens.push(token);
    at = token.span.end;
    place = placeAfter(token);
  }
}

/** Where whatever follows the token stands. */
function placeAfter({ kind, place }: Token): Place {
  if (kind === "field") return "operator";
  if (kind === "operator") return "value";
  if (place === "value" && kind === "(") return "list";
  return place === "list" && kind !== ")" ? "list" : "term";
}

function tokenAt(text: string, at: number, place: Place): Token {
  const first = text.charAt(at);
  if (first === '"') return quotedAt(text, at, place);
  const [kind, written] = wordAt(text, at, place);
  const content = kind === "field" ? fieldName(written) : written;
  return { kind, place, span: { start: at, end: at + written.length }, text: content, closed: true };
}

function wordAt(text: string, at: number, place: Place): readonly [TokenKind, string] {
  const first = text.charAt(at);
  if (first === "(" || first === ")" || first === ",") return [first, first];
  if (place === "operator") return ["operator", match("operator", text, at)];
  if (place === "list") return ["word", match("value", text, at)];
  if (place === "value") return keywordOrWord(match("value", text, at));
  if (first === "-" && /\S/.test(text.charAt(at + 1))) return ["NOT", first];
  const field = match("field", text, at);
  if (field !== "") return ["field", field];
  const word = match("term", text, at);
  return word === "" ? ["stray", first] : keywordOrWord(word);
}

function keywordOrWord(word: string): readonly [TokenKind, string] {
  return [isKeyword(word) ? (word as TokenKind) : "word", word];
}

function quotedAt(text: string, at: number, place: Place): Token {
  patterns.quoted.lastIndex = at;
  const [written = "", content = "", end = ""] = patterns.quoted.exec(text) ?? ['"'];
  return { kind: "quoted", place, span: { start: at, end: at + written.length }, text: unescape(content), closed: end !== "" };
}

function fieldName(written: string): string {
  return written.replace(/"((?:[^"\\]|\\.)*)"/g, (_, part: string) => unescape(part));
}

/** Only `\"` and `\\` are escapes, so that a quoted regular expression can be written as it is. */
function unescape(text: string): string {
  return text.replace(/\\(["\\])/g, "$1");
}

function match(name: keyof typeof patterns, text: string, at: number): string {
  const pattern = patterns[name];
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}
