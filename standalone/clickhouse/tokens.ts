/** One lexical token of ClickHouse SQL; comments and white space are left out. */
export interface Token {
  readonly kind: "word" | "quoted" | "mark";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Nesting in round, square and curly brackets; an opening bracket has the depth outside of it. */
  readonly depth: number;
}

const space = /\s+/y;
const comment = /--[^\n]*|#[! ][^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const word = /[\w\u0080-\uffff]+/y;
const heredoc = /\$([A-Za-z0-9_]*)\$[\s\S]*?\$\1\$/y;

function matchAt(pattern: RegExp, sql: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(sql) ? pattern.lastIndex : at;
}

function endOfQuoted(sql: string, start: number): number {
  const quote = sql[start];
  let at = start + 1;
  while (at < sql.length) {
    if (sql[at] === "\\") at += 2;
    else if (sql[at] !== quote) at += 1;
    else if (sql[at + 1] === quote) at += 2;
    else return at + 1;
  }
  return sql.length;
}

function lex(sql: string, start: number): Pick<Token, "kind" | "end"> {
  const first = sql[start] ?? "";
  if (first === "'" || first === '"' || first === "`") return { kind: "quoted", end: endOfQuoted(sql, start) };
  if (first === "$") {
    const end = matchAt(heredoc, sql, start);
    if (end > start) return { kind: "quoted", end };
  }
  const end = matchAt(word, sql, start);
  return end > start ? { kind: "word", end } : { kind: "mark", end: start + 1 };
}

/**
 * The tokens of a statement from `from` on. Lazy on purpose: an INSERT's data follows its header in the same text, and
 * whoever reads the header stops before it.
 */
export function* tokens(sql: string, from = 0): Generator<Token> {
  let at = from;
  let depth = 0;
  while (at < sql.length) {
    const next = matchAt(comment, sql, matchAt(space, sql, at));
    if (next > at) {
      at = next;
      continue;
    }
    const { kind, end } = lex(sql, at);
    const text = sql.slice(at, end);
    if (kind === "mark" && ")]}".includes(text)) depth -= 1;
    yield { kind, text, start: at, end, depth };
    if (kind === "mark" && "([{".includes(text)) depth += 1;
    at = end;
  }
}
