import type { Table } from "#server/platform/clickhouse-tables";
import { tables } from "#server/platform/clickhouse-tables";

/** A value that travels beside the statement, never in it. */
export interface Param {
  readonly type: "String" | "Array(String)" | "UUID" | "Int64" | "Float64";
  readonly value: string | number | readonly string[];
}

/** The predicate that keeps a table to its tenant. Stands once for every table that a statement reads. */
export const ofTenant = { predicate: "tenant_id = {tenant:String}" } as const;
type OfTenant = typeof ofTenant;

declare const checked: unique symbol;

/** A piece of SQL made by the `sql` tag: text from the source code, values as parameters. */
export interface Sql {
  readonly [checked]: true;
  readonly pieces: readonly (string | Param | OfTenant)[];
}

export interface RenderedSql {
  readonly text: string;
  readonly params: Readonly<Record<string, Param["value"]>>;
}

function made(pieces: Sql["pieces"]): Sql {
  return { pieces } as Sql;
}

/** Only parameters and other pieces may be put in; a string has to say which type it is: `${text(name)}`. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | Param | OfTenant)[]): Sql {
  const pieces = strings.flatMap((string, index) => {
    const part = parts[index];
    if (part === undefined) return [string];
    return "pieces" in part ? [string, ...part.pieces] : [string, part];
  });
  return made(pieces);
}

export function joinSql(parts: readonly Sql[], separator: Sql): Sql {
  return made(parts.flatMap((part, index) => (index === 0 ? part.pieces : [...separator.pieces, ...part.pieces])));
}

export const text = (value: string): Param => ({ type: "String", value });
export const texts = (value: readonly string[]): Param => ({ type: "Array(String)", value });
export const uuid = (value: string): Param => ({ type: "UUID", value });
export const integer = (value: number): Param => ({ type: "Int64", value: Math.trunc(value) });
export const decimal = (value: number): Param => ({ type: "Float64", value });

/** A point in time from microseconds since the epoch. */
export const instant = (micros: number): Sql => sql`fromUnixTimestamp64Micro(${integer(micros)}, 'UTC')`;

/** Throws when a table is read without the tenant's predicate: no such statement can leave a test. */
export function renderSql(name: string, statement: Sql): RenderedSql {
  const params: Record<string, Param["value"]> = {};
  let tenants = 0;
  const written = statement.pieces.map((piece) => {
    if (typeof piece === "string") return piece;
    if ("predicate" in piece) {
      tenants += 1;
      return piece.predicate;
    }
    const key = `p${Object.keys(params).length}`;
    params[key] = piece.value;
    return `{${key}:${piece.type}}`;
  });
  const sqlText = written.join("");
  const reads = tablesRead(sqlText);
  if (reads.length === 0 || reads.length !== tenants) {
    throw new Error(`Statement ${name} reads ${reads.length} tables (${reads.join(", ")}) and has ${tenants} tenant predicates`);
  }
  return { text: sqlText, params };
}

function tablesRead(sqlText: string): readonly Table[] {
  const names = [...sqlText.matchAll(/\b(?:FROM|JOIN)\s+(\w+)/gi)].map(([, name]) => name);
  return tables.filter((table) => names.includes(table)).flatMap((table) => names.filter((name) => name === table).map(() => table));
}
