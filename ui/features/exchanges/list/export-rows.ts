import type { ExchangeRow } from "../queries/list-exchanges.ts";

const fields = [
  "startTime",
  "status",
  "environment",
  "app",
  "route",
  "exchangeId",
  "durationMicros",
  "errorClass",
  "errorMessage",
  "failedNode",
  "redeliveries",
  "stepCount",
  "instance",
  "traceId",
  "id",
] as const satisfies readonly (keyof ExchangeRow)[];

/** RFC 4180, with one column per field and one per attribute that occurs. */
export function toCsv(rows: readonly ExchangeRow[]): string {
  const attributes = [...new Set(rows.flatMap((row) => Object.keys(row.attributes)))].toSorted();
  const header = [...fields, ...attributes.map((name) => `attributes.${name}`)];
  const lines = rows.map((row) => [...fields.map((field) => row[field]), ...attributes.map((name) => row.attributes[name] ?? "")]);
  return [header, ...lines].map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

export function toNdjson(rows: readonly ExchangeRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

/** A spreadsheet would run a text that starts like a formula, so such a cell gets an apostrophe in front. */
function cell(value: string | number): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
