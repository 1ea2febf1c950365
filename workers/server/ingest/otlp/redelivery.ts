import { decodeUtf8 } from "#server/ingest/otlp/any-value";
import { fact, getFact } from "#server/ingest/otlp/span-facts";
import type { ExchangeTree } from "#server/ingest/otlp/exchange-tree";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";

/**
 * Failed attempts that were followed by another: siblings of the same name, kind of work and exchange, each but the last in error. Nothing
 * in the spans numbers them. The value says whether a later attempt succeeded. `members` are in the order of their start.
 */
export function retries(batch: TraceBatch, tree: ExchangeTree, members: readonly number[]): Map<number, boolean> {
  const attempts = new Map<string, number[]>();
  for (const row of members) {
    const id = attemptId(batch, tree, row);
    const list = attempts.get(id);
    if (list === undefined) attempts.set(id, [row]);
    else list.push(row);
  }
  const repeated = new Map<number, boolean>();
  for (const rows of attempts.values()) {
    const last = rows.at(-1);
    const earlier = rows.slice(0, -1);
    if (last === undefined || earlier.some((row) => getFact(batch.facts, row, fact.failed) === 0)) continue;
    const succeeded = getFact(batch.facts, last, fact.failed) === 0;
    for (const row of earlier) repeated.set(row, succeeded);
  }
  return repeated;
}

function attemptId({ facts, from }: TraceBatch, tree: ExchangeTree, row: number): string {
  const exchange = decodeUtf8(from.bytes, { start: getFact(facts, row, fact.exchangeStart), end: getFact(facts, row, fact.exchangeEnd) });
  return `${tree.parent[row]} ${getFact(facts, row, fact.name)} ${getFact(facts, row, fact.op)} ${getFact(facts, row, fact.uri)} ${exchange}`;
}
