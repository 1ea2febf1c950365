import { tokens, type Token } from "./tokens.ts";

/** `INSERT … FORMAT X` or `INSERT … VALUES`: rows follow the header, or come in the request's body. */
export interface InsertStatement {
  /** Where `FROM INFILE '…'` belongs. */
  readonly sourceAt: number;
  /** Start of the words `FORMAT X` or `VALUES`. */
  readonly formatAt: number;
  readonly format: string;
  /** Start of the rows, when they are in the same text. */
  readonly dataAt: number;
}

export interface PlainStatement {
  /** The first word in capitals, as `SELECT`. */
  readonly verb: string;
  /** The format named by the statement itself. */
  readonly format: string | undefined;
  /** `INTO OUTFILE` or `FROM INFILE`: the server's own files, which no request may name. */
  readonly touchesFiles: boolean;
  /** Text after a semicolon: a second statement. */
  readonly several: boolean;
}

const rowsElsewhere = new Set(["SELECT", "WITH", "FROM", "WATCH", "EXPLAIN"]);

function upper(token: Token | undefined): string {
  return token?.kind === "word" ? token.text.toUpperCase() : "";
}

/** ClickHouse drops blanks and one line break between the format's name and the rows. */
function startOfRows(sql: string, from: number): number {
  const blanks = /[ \t\r\f]*\n?/y;
  blanks.lastIndex = from;
  blanks.test(sql);
  return blanks.lastIndex;
}

type Header = () => Token | undefined;

function header(sql: string): Header {
  const stream = tokens(sql);
  return () => {
    const step = stream.next();
    return step.done === true ? undefined : step.value;
  };
}

/** Skips `INTO [TABLE | FUNCTION] name[.name]`, so that a table called `values` is not taken for the keyword. */
function afterTarget(next: Header): Token | undefined {
  let token = next();
  while (["INTO", "TABLE", "FUNCTION"].includes(upper(token))) token = next();
  token = next();
  while (token?.text === ".") {
    next();
    token = next();
  }
  return token;
}

/**
 * Reads an INSERT that is followed by rows; undefined for every other statement. Never looks into the rows.
 * Offsets are characters of `sql`.
 */
export function readInsert(sql: string): InsertStatement | undefined {
  const next = header(sql);
  if (upper(next()) !== "INSERT") return undefined;
  let settingsAt: number | undefined;
  for (let token = afterTarget(next); token !== undefined; token = next()) {
    if (token.depth > 0) continue;
    const name = upper(token);
    if (rowsElsewhere.has(name)) return undefined;
    if (name === "SETTINGS") settingsAt = token.start;
    if (name === "VALUES" || name === "FORMAT") {
      const format = name === "VALUES" ? token : next();
      if (format === undefined) return undefined;
      return {
        sourceAt: settingsAt ?? token.start,
        formatAt: token.start,
        format: name === "VALUES" ? "Values" : format.text,
        dataAt: startOfRows(sql, format.end),
      };
    }
  }
  return undefined;
}

/** What a statement without rows is, as far as the gateway must know. */
export function readPlain(sql: string): PlainStatement {
  let verb = "";
  let format: string | undefined;
  let touchesFiles = false;
  let several = false;
  let ended = false;
  let before = "";
  for (const token of tokens(sql)) {
    if (ended && token.text !== ";") several = true;
    if (token.text === ";" && token.depth <= 0) ended = true;
    const name = upper(token);
    if (verb === "") verb = name;
    if (before === "FORMAT" && token.depth === 0 && token.kind === "word") format = token.text;
    if ((before === "INTO" && name === "OUTFILE") || (before === "FROM" && name === "INFILE")) touchesFiles = true;
    before = name;
  }
  return { verb, format, touchesFiles, several };
}

/** Cuts a script at its semicolons; comments and quoted text may hold some. Empty statements are left out. */
export function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let start = 0;
  let empty = true;
  for (const token of tokens(script)) {
    if (token.text !== ";" || token.depth > 0) {
      empty = false;
      continue;
    }
    if (!empty) statements.push(script.slice(start, token.start).trim());
    start = token.end;
    empty = true;
  }
  if (!empty) statements.push(script.slice(start).trim());
  return statements;
}
