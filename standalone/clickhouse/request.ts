import type { IncomingMessage } from "node:http";
import { readBody } from "./body.ts";
import { failure } from "./failure.ts";
import type { SharedInsert } from "./group-commit.ts";
import { identifier, isPlainName, literal } from "./literal.ts";
import { readInsert, readPlain, type InsertStatement } from "./statement.ts";

/** Rows for a table; the statement reads them from a file, named between `head` and `tail`. */
export interface InsertJob {
  readonly rows: Uint8Array;
  readonly head: string;
  readonly tail: string;
  /** The same as an insert that may share a part with others; undefined when it must not. */
  readonly shared: SharedInsert | undefined;
}

/** One request, ready to run. */
export interface Job {
  /** `SET …; USE …;`, run before the statement on the same connection. */
  readonly prelude: string;
  readonly statement: InsertJob | { readonly sql: string };
  readonly writes: boolean;
  /** The reply's format. */
  readonly format: string;
}

const transport = new Set(
  "query database default_format user password quota_key query_id stacktrace buffer_size wait_end_of_query"
    .concat(" enable_http_compression http_zlib_compression_level session_timeout session_check")
    .split(" "),
);

const unsupported: ReadonlyMap<string, string> = new Map([
  ["session_id", "sessions"],
  ["role", "roles"],
  ["compress", "ClickHouse's own block compression; use Content-Encoding and enable_http_compression"],
  ["decompress", "ClickHouse's own block compression; use Content-Encoding and enable_http_compression"],
]);

const writingVerbs = new Set([
  "INSERT",
  "CREATE",
  "ALTER",
  "DROP",
  "TRUNCATE",
  "OPTIMIZE",
  "RENAME",
  "EXCHANGE",
  "DELETE",
  "UPDATE",
  "SYSTEM",
]);

/** A query nobody waits for any more cannot be interrupted in an embedded engine, so each has an end. */
const defaultSettings: readonly (readonly [string, string])[] = [["max_execution_time", "300"]];

function assignments(parameters: Iterable<readonly [string, string]>, readOnly: boolean): string[] {
  const settings = new Map(defaultSettings);
  for (const [name, value] of parameters) {
    if (transport.has(name)) continue;
    const what = unsupported.get(name);
    if (what !== undefined && value !== "0") throw failure(48, "NOT_IMPLEMENTED", `The embedded engine has no ${what}.`);
    if (what !== undefined) continue;
    if (!isPlainName(name)) throw failure(115, "UNKNOWN_SETTING", `Unknown setting ${literal(name)}.`);
    settings.set(name, value);
  }
  if (readOnly && !settings.has("readonly")) settings.set("readonly", "2");
  return [...settings].map(([name, value]) => `${name}=${literal(value)}`);
}

function preludeOf(parameters: URLSearchParams, request: IncomingMessage, without: ReadonlySet<string> = new Set()): string {
  const set = assignments(
    [...parameters].filter(([name]) => !without.has(name)),
    request.method === "GET",
  );
  const header = request.headers["x-clickhouse-database"];
  const database = parameters.get("database") ?? (typeof header === "string" ? header : "");
  return `${set.length > 0 ? `SET ${set.join(", ")}; ` : ""}${database === "" ? "" : `USE ${identifier(database)}; `}`;
}

/** A form carries the query and its parameters as parts; they join the URL's. */
async function absorbForm(body: Buffer, contentType: string, parameters: URLSearchParams): Promise<void> {
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  for (const [name, value] of form) {
    if (typeof value !== "string") throw failure(48, "NOT_IMPLEMENTED", "The embedded engine has no external tables.");
    parameters.set(name, value);
  }
}

interface Split {
  readonly insert: InsertStatement;
  readonly text: Buffer;
  readonly body: Buffer;
}

/** What is one request's own and says nothing about how its rows are stored. */
const ownSettings = new Set(
  "async_insert wait_for_async_insert wait_for_async_insert_timeout async_insert_deduplicate insert_deduplication_token log_comment".split(
    " ",
  ),
);

interface Rows {
  readonly bytes: Uint8Array;
  readonly format: string;
  readonly head: string;
  readonly tail: string;
}

/** An asynchronous insert that is waited for, with a token, may be stored together with others. */
function insertJob({ bytes, format, head, tail }: Rows, parameters: URLSearchParams, request: IncomingMessage): InsertJob {
  const token = parameters.get("insert_deduplication_token") ?? "";
  const asked = parameters.get("async_insert") === "1" && parameters.get("wait_for_async_insert") !== "0";
  const mayShare = asked && token !== "" && format === "Native" && bytes.length > 0;
  const common = preludeOf(parameters, request, ownSettings);
  return { rows: bytes, head, tail, shared: mayShare ? { head: common + head, tail, token, rows: bytes } : undefined };
}

/** Rows go through a file: inline rows end at the first semicolon in chdb, and `input()` drops them in silence. */
function rowsOf({ insert, text, body }: Split): Rows {
  const inline = text.subarray(insert.dataAt);
  const blank = inline.every((byte) => byte <= 32 || byte === 59);
  const part = (from: number, to: number): string => text.toString("utf8", from, to);
  return {
    bytes: blank ? body : Buffer.concat([inline, body]),
    format: insert.format,
    head: part(0, insert.sourceAt),
    tail: `${part(insert.sourceAt, insert.formatAt)} FORMAT ${insert.format}`,
  };
}

interface PlainJob {
  readonly sql: string;
  readonly writes: boolean;
  readonly format: string | undefined;
}

function plainJob(text: Buffer): PlainJob {
  const sql = text.toString("utf8");
  const { verb, format, several, touchesFiles } = readPlain(sql);
  if (verb === "") throw failure(62, "SYNTAX_ERROR", "Syntax error: Empty query");
  if (several) throw failure(62, "SYNTAX_ERROR", "Syntax error (Multi-statements are not allowed)");
  if (touchesFiles) throw failure(48, "NOT_IMPLEMENTED", "INFILE and OUTFILE name files of the server and are not allowed.");
  return { sql, writes: writingVerbs.has(verb), format };
}

function readStatement(inUrl: Buffer, body: Buffer): Rows | PlainJob {
  const text = inUrl.length > 0 ? inUrl : body;
  const rest = inUrl.length > 0 ? body : Buffer.alloc(0);
  // One character per byte, so that the offsets of the header's tokens are offsets into the bytes.
  const insert = readInsert(text.toString("latin1"));
  // VALUES in the statement itself may hold expressions and parameters, which only the engine's own parser knows.
  const self = insert?.format === "Values" && rest.length === 0;
  if (insert !== undefined && !self) return rowsOf({ insert, text, body: rest });
  return plainJob(rest.length === 0 ? text : Buffer.concat([text, Buffer.from("\n"), rest]));
}

/** Reads a request as ClickHouse does: URL parameters, then the body after the URL's query. */
export async function readJob(request: IncomingMessage, url: URL): Promise<Job> {
  const parameters = url.searchParams;
  let body = await readBody(request);
  const contentType = request.headers["content-type"] ?? "";
  if (contentType.startsWith("multipart/form-data")) {
    await absorbForm(body, contentType, parameters);
    body = Buffer.alloc(0);
  }
  const read = readStatement(Buffer.from(parameters.get("query") ?? ""), body);
  const prelude = preludeOf(parameters, request);
  const fallback = parameters.get("default_format") ?? request.headers["x-clickhouse-format"]?.toString() ?? "TabSeparated";
  if ("bytes" in read) return { prelude, statement: insertJob(read, parameters, request), writes: true, format: fallback };
  return { prelude, statement: { sql: read.sql }, writes: read.writes, format: read.format ?? fallback };
}
