import { internText } from "#server/ingest/native/lexicon";
import { putKey } from "#server/ingest/native/columns";
import { putZeros } from "#server/ingest/native/sink";
import { fact, getFact, op } from "#server/ingest/otlp/span-facts";
import { putExchange } from "#server/ingest/otlp/exchange-row";
import type { ExchangeTree, RouteNames } from "#server/ingest/otlp/exchange-tree";
import { exchangeTree } from "#server/ingest/otlp/exchange-tree";
import { addSpanRun } from "#server/ingest/otlp/span-runs";
import { putSpanUuid } from "#server/ingest/otlp/span-uuid";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";
import { putWindow, windowBlock, windows } from "#server/ingest/statistics";
import type { WindowBlock } from "#server/ingest/statistics";
import type { ExecutionBlock } from "#server/ingest/tables/executions";
import { executionBlock } from "#server/ingest/tables/executions";

export interface Exchanges {
  readonly executions: ExecutionBlock;
  readonly statistics: WindowBlock;
}

/**
 * Finds the exchanges among the decoded spans, and completes the span rows with route and execution id. A route's name that no span
 * tells is looked up in `routeNames`.
 */
export function findExchanges(batch: TraceBatch, routeNames: RouteNames): Exchanges {
  const tenant = internText(batch.words, batch.tenant);
  const tree = exchangeTree(batch, routeNames);
  const members = membersOf(batch, tree);
  const executions = executionBlock(tenant);
  const sums = windows();
  const { route: routes, execution_id: ids } = batch.spans.columns;
  for (let row = 0; row < batch.spans.rows; row += 1) {
    putKey(routes, tree.route[row] as number);
    if (tree.owner[row] === row) {
      putSpanUuid(batch, row, ids);
      putExchange({ batch, tree, to: executions }, row, members.get(row) ?? []);
    } else putZeros(ids.data, 16);
    if (getFact(batch.facts, row, fact.op) !== op.none) addSpanRun({ batch, tree, sums }, row);
  }
  const statistics = windowBlock(tenant);
  for (const window of sums.list) putWindow(statistics, window);
  return { executions, statistics };
}

/** The Camel spans below each exchange, in the order of their start. */
function membersOf(batch: TraceBatch, tree: ExchangeTree): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (let row = 0; row < batch.spans.rows; row += 1) {
    const owner = tree.owner[row] as number;
    if (owner < 0 || owner === row || getFact(batch.facts, row, fact.op) === op.none) continue;
    const list = members.get(owner);
    if (list === undefined) members.set(owner, [row]);
    else list.push(row);
  }
  const { view } = batch.spans.columns.start_time.data;
  const start = (row: number): number => view.getUint32(row * 8, true) + view.getUint32(row * 8 + 4, true) * 4_294_967_296;
  for (const list of members.values()) list.sort((a, b) => start(a) - start(b) || a - b);
  return members;
}
