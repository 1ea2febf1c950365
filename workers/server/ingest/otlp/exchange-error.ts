import { emptyText } from "#server/ingest/native/lexicon";
import { decodeUtf8, valueText } from "#server/ingest/otlp/any-value";
import { fact, getFact, op } from "#server/ingest/otlp/span-facts";
import { uriFacts } from "#server/ingest/otlp/camel-names";
import type { ExchangeTree } from "#server/ingest/otlp/exchange-tree";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";
import { sanitizeText } from "#server/ingest/sanitize";

/** What went wrong in an exchange. */
export interface ExchangeError {
  /** number of a text in the lexicon */
  readonly node: number;
  readonly errorClass: string;
  readonly message: string;
}

/** camel-opentelemetry2 says `Exception` for every class; the text of an enclosing error may know better. */
const anyClass = "Exception";
const causedBy = /Caused by: \[([\w.$]+) - /;

/** Members of an exchange that failed and have no failing member below them, in the order of their rows. */
export function failures(batch: TraceBatch, tree: ExchangeTree, members: readonly number[]): number[] {
  const failing = members.filter((row) => getFact(batch.facts, row, fact.failed) === 1);
  const above = new Set(failing.map((row) => tree.parent[row] as number));
  return failing.filter((row) => !above.has(row));
}

/** The error at one span, in the words of the span itself, else of the exchange. */
export function errorAt(
  batch: TraceBatch,
  tree: ExchangeTree,
  rows: { readonly failing: number; readonly exchange: number },
): ExchangeError {
  const own = errorText(batch, rows.failing);
  const outer = errorText(batch, rows.exchange);
  const message = own.message === "" ? outer.message : own.message;
  const named = [own.errorClass, outer.errorClass].find((name) => name !== "" && name !== anyClass);
  return {
    node: rows.failing === rows.exchange ? emptyText : failedNode(batch, tree, rows.failing),
    message,
    errorClass: named ?? causedBy.exec(outer.message)?.[1] ?? "",
  };
}

function errorText({ facts, from }: TraceBatch, row: number): { message: string; errorClass: string } {
  const value = (start: number, end: number): string => {
    const place = { start: getFact(facts, row, start), end: getFact(facts, row, end) };
    return place.end === 0 ? "" : sanitizeText(valueText(from, place));
  };
  const status = { start: getFact(facts, row, fact.statusStart), end: getFact(facts, row, fact.statusEnd) };
  const message = value(fact.messageStart, fact.messageEnd);
  const errorClass = value(fact.classStart, fact.classEnd);
  return { errorClass, message: message === "" ? sanitizeText(decodeUtf8(from.bytes, status)) : message };
}

/** The processor that failed; a failed call is its processor's failure when that has a span. */
function failedNode({ facts, names }: TraceBatch, tree: ExchangeTree, row: number): number {
  const done = getFact(facts, row, fact.op);
  if (done === op.process) return getFact(facts, row, fact.nodeId);
  const parent = tree.parent[row] as number;
  if (done === op.sent && parent >= 0 && getFact(facts, parent, fact.op) === op.process) return getFact(facts, parent, fact.nodeId);
  return uriFacts(names, getFact(facts, row, fact.uri)).base;
}
