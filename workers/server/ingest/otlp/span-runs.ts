import { emptyText } from "#server/ingest/native/lexicon";
import { fact, getFact, op } from "#server/ingest/otlp/camel-facts";
import { uriFacts } from "#server/ingest/otlp/camel-names";
import type { ExchangeTree } from "#server/ingest/otlp/exchange-tree";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";
import type { Windows } from "#server/ingest/statistics";
import { addRun, scopes } from "#server/ingest/statistics";

export interface Counting {
  readonly batch: TraceBatch;
  readonly tree: ExchangeTree;
  readonly sums: Windows;
}

const scopeOf = { [op.received]: scopes.route, [op.sent]: scopes.endpoint, [op.process]: scopes.node } as const;
const twoTo32 = 4_294_967_296;

/** Counts the run of a route, a processor or a send that a Camel span is. */
export function addSpanRun({ batch, tree, sums }: Counting, row: number): void {
  const { facts, names } = batch;
  const owner = batch.resources[getFact(facts, row, fact.resource)];
  if (owner === undefined) return;
  const done = getFact(facts, row, fact.op) as keyof typeof scopeOf;
  const startNs = nanoseconds(batch.spans.columns.start_time.data.view, row);
  const durationNs = nanoseconds(batch.spans.columns.duration_ns.data.view, row);
  const node = done === op.process ? getFact(facts, row, fact.nodeId) : done === op.sent ? uriFacts(names, getFact(facts, row, fact.uri)).base : emptyText;
  addRun(sums, {
    owner,
    scope: scopeOf[done],
    route: tree.route[row] as number,
    node,
    endMs: Math.min((startNs + durationNs) / 1_000_000, batch.window.latestMs),
    durationUs: Math.floor(durationNs / 1_000),
    outcome: getFact(facts, row, fact.failed) === 1 ? "failed" : "completed",
  });
}

function nanoseconds(view: DataView, row: number): number {
  return view.getUint32(row * 8, true) + view.getUint32(row * 8 + 4, true) * twoTo32;
}
