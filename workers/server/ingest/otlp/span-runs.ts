import { emptyText } from "#server/ingest/native/lexicon";
import { fact, getFact, op } from "#server/ingest/otlp/span-facts";
import { uriFacts } from "#server/ingest/otlp/camel-names";
import type { ExchangeTree } from "#server/ingest/otlp/exchange-tree";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";
import type { Windows } from "#server/ingest/statistics";
import { addRun, scopes } from "#server/ingest/statistics";
import { microsecondsAt, millisecondsAt } from "#server/ingest/time";

export interface Counting {
  readonly batch: TraceBatch;
  readonly tree: ExchangeTree;
  readonly sums: Windows;
}

/** Counts the run of a route, a processor or a send that a Camel span is. */
export function addSpanRun({ batch, tree, sums }: Counting, row: number): void {
  const { facts, names, spans } = batch;
  const owner = batch.resources[getFact(facts, row, fact.resource)];
  if (owner === undefined) return;
  const done = getFact(facts, row, fact.op);
  const durationUs = microsecondsAt(spans.columns.duration_ns.data.view, row * 8);
  const endMs = millisecondsAt(spans.columns.start_time.data.view, row * 8) + durationUs / 1_000;
  const sent = done === op.sent ? uriFacts(names, getFact(facts, row, fact.uri)).base : emptyText;
  addRun(sums, {
    owner,
    scope: done === op.received ? scopes.route : done === op.sent ? scopes.endpoint : scopes.node,
    route: tree.route[row] as number,
    node: done === op.process ? getFact(facts, row, fact.nodeId) : sent,
    endMs: Math.min(endMs, batch.window.latestMs),
    durationUs,
    outcome: getFact(facts, row, fact.failed) === 1 ? "failed" : "completed",
  });
}
