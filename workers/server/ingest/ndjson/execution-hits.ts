import type { ArrayColumn, DictionaryColumn } from "#server/ingest/native/columns";
import { endRow, putKey } from "#server/ingest/native/columns";
import { emptyText } from "#server/ingest/native/lexicon";
import type { Batch } from "#server/ingest/ndjson/batch";
import type { Line } from "#server/ingest/ndjson/execution-line";
import type { Numbers } from "#server/ingest/ndjson/integer-lists";

/** Appends the nodes, routes and endpoints that the exchange passed, each once. */
export function putHits(batch: Batch, { route, steps }: Line): void {
  const to = batch.executions.columns;
  const { seen } = batch;
  let nodes = 0;
  for (let step = 0; step < steps.count; step += 1) {
    const node = steps.nodes.values[step] as number;
    if (seen[node] === batch.line) continue;
    seen[node] = batch.line;
    putKey(to.nodes_hit.of, node);
    nodes += 1;
  }
  endRow(to.nodes_hit, nodes);
  putDistinct(to.routes_hit, route, steps.routes.words);
  putDistinct(to.endpoints_hit, emptyText, steps.endpoints.words);
}

/** The first text and those of the steps, each once. Few: a look through what is there beats a set. */
function putDistinct(to: ArrayColumn<DictionaryColumn>, first: number, { values, length }: Numbers): void {
  const texts: number[] = first === emptyText ? [] : [first];
  for (let i = 0; i < length; i += 1) if (!texts.includes(values[i] as number)) texts.push(values[i] as number);
  for (const text of texts) putKey(to.of, text);
  endRow(to, texts.length);
}
