import type { IncomingHttpHeaders } from "node:http";
import type { Client, FieldDef, QueryArrayConfig } from "pg";
import { z } from "zod";
import type { Backend } from "./backend.ts";

/** Neon's JSON of one statement's result; values are PostgreSQL's text. */
interface NeonResult {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rowAsArray: boolean;
  readonly fields: readonly (FieldDef & { readonly format: string })[];
  readonly rows: readonly unknown[];
}

const statement = z.object({ query: z.string(), params: z.array(z.unknown()).default([]), arrayMode: z.boolean().optional() });
const request = z.union([z.object({ queries: z.array(statement) }), statement]);

type Statement = z.output<typeof statement>;

/** A request Neon's gateway would not take. */
export class BadSqlRequest extends Error {}

const isolationLevels: ReadonlyMap<string, string> = new Map([
  ["ReadUncommitted", "READ UNCOMMITTED"],
  ["ReadCommitted", "READ COMMITTED"],
  ["RepeatableRead", "REPEATABLE READ"],
  ["Serializable", "SERIALIZABLE"],
]);

function beginFrom(headers: IncomingHttpHeaders): string {
  const level = headers["neon-batch-isolation-level"]?.toString();
  const isolation = level === undefined ? "" : isolationLevels.get(level);
  if (isolation === undefined) throw new BadSqlRequest(`${JSON.stringify(level)} is no isolation level.`);
  return [
    "BEGIN",
    isolation === "" ? "" : `ISOLATION LEVEL ${isolation}`,
    headers["neon-batch-read-only"] === "true" ? "READ ONLY" : "",
    headers["neon-batch-deferrable"] === "true" ? "DEFERRABLE" : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function arrayLiteral(value: readonly unknown[]): string {
  const element = (item: unknown): string => {
    if (item === null) return "NULL";
    if (Array.isArray(item)) return arrayLiteral(item);
    return `"${String(asText(item)).replace(/[\\"]/g, (character) => `\\${character}`)}"`;
  };
  return `{${value.map(element).join(",")}}`;
}

/** JSON values become the text PostgreSQL reads; the driver has made strings of most of them already. */
function asText(value: unknown): string | null {
  if (value === null || typeof value === "string") return value;
  if (Array.isArray(value)) return arrayLiteral(value);
  return JSON.stringify(value);
}

const untouched = { getTypeParser: () => (text: string) => text };

async function run(client: Client, { query, params, arrayMode }: Statement, asArrays: boolean): Promise<NeonResult> {
  const config: QueryArrayConfig & { queryMode: "extended" } = {
    text: query,
    values: params.map(asText),
    rowMode: "array",
    types: untouched,
    // The simple protocol would run several statements of one text.
    queryMode: "extended",
  };
  const result = await client.query<unknown[]>(config);
  const rowAsArray = arrayMode ?? asArrays;
  const names = result.fields.map((field) => field.name);
  const asObject = (row: unknown): unknown => Object.fromEntries((row as unknown[]).map((value, column) => [names[column] ?? "", value]));
  return {
    command: result.command,
    rowCount: result.rowCount,
    rowAsArray,
    fields: result.fields.map((field) => ({ ...field, format: "text" })),
    rows: rowAsArray ? result.rows : result.rows.map(asObject),
  };
}

async function runBatch(client: Client, statements: readonly Statement[], headers: IncomingHttpHeaders): Promise<NeonResult[]> {
  const asArrays = headers["neon-array-mode"] === "true";
  await client.query(beginFrom(headers));
  try {
    const results: NeonResult[] = [];
    for (const each of statements) results.push(await run(client, each, asArrays));
    await client.query("COMMIT");
    return results;
  } catch (cause) {
    await client.query("ROLLBACK");
    throw cause;
  }
}

/** Answers `POST /sql`: one statement, or several in one transaction. Throws PostgreSQL's error or `BadSqlRequest`. */
export async function answerSql(backend: Backend, headers: IncomingHttpHeaders, body: string): Promise<object> {
  const parsed = request.safeParse(parseJson(body));
  if (!parsed.success) throw new BadSqlRequest(z.prettifyError(parsed.error));
  const { data } = parsed;
  if (!("queries" in data)) return backend.withClient((client) => run(client, data, headers["neon-array-mode"] === "true"));
  const results = await backend.withClient((client) => runBatch(client, data.queries, headers));
  return { results };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new BadSqlRequest("The body is no JSON.");
  }
}
