import { errorFingerprint } from "#server/ingest/fingerprint";
import { endRow, putFixed, putKey } from "#server/ingest/native/columns";
import { emptyText, internText, textOf } from "#server/ingest/native/lexicon";
import { putHalves, putText, putUint16, putUint32, putUint64, putUint8, putZeros } from "#server/ingest/native/sink";
import { cutToBytes } from "#server/ingest/cut";
import { putEmpty, putValue } from "#server/ingest/otlp/any-value";
import { fact, getFact, op } from "#server/ingest/otlp/span-facts";
import { uriFacts } from "#server/ingest/otlp/camel-names";
import type { ExchangeError } from "#server/ingest/otlp/exchange-error";
import { errorAt, failures } from "#server/ingest/otlp/exchange-error";
import { putKeys } from "#server/ingest/otlp/exchange-keys";
import type { ExchangeTree } from "#server/ingest/otlp/exchange-tree";
import { retries } from "#server/ingest/otlp/redelivery";
import { putSpanUuid } from "#server/ingest/otlp/span-uuid";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";
import type { ExecutionBlock, ExecutionStatus } from "#server/ingest/tables/executions";
import { executionSources, statusNumbers } from "#server/ingest/tables/executions";
import { microsecondsAt } from "#server/ingest/time";

export interface Emitting {
  readonly batch: TraceBatch;
  readonly tree: ExchangeTree;
  readonly to: ExecutionBlock;
}

const maxHits = 256;
const messageLimitBytes = 2_048;

/** Appends the exchange that the span in `row` is; `members` are the Camel spans below it, in the order of their start. */
export function putExchange(emitting: Emitting, row: number, members: readonly number[]): void {
  const { batch, tree, to } = emitting;
  const columns = to.columns;
  const resource = batch.resources[getFact(batch.facts, row, fact.resource)];
  putKey(columns.environment, resource?.environment ?? emptyText);
  putKey(columns.app, resource?.app ?? emptyText);
  putKey(columns.instance, resource?.instance ?? emptyText);
  putKey(columns.deployment, resource?.deployment ?? emptyText);
  putKey(columns.agent_id, emptyText);
  putUint8(columns.source.data, executionSources.otlp);
  putKey(columns.route, tree.route[row] as number);
  putKey(columns.from_uri, uriFacts(batch.names, getFact(batch.facts, row, fact.uri)).base);
  putIdentity(emitting, row);
  putParent(emitting, row);
  putTiming(emitting, row);
  putOutcome(emitting, row, members);
  putHits(emitting, row, members);
  putKeys(emitting, row, members);
  to.rows += 1;
}

function putIdentity({ batch, to }: Emitting, row: number): void {
  const columns = to.columns;
  const { trace_id: trace, span_id: span, parent_span_id: parent } = batch.spans.columns;
  const exchange = { start: getFact(batch.facts, row, fact.exchangeStart), end: getFact(batch.facts, row, fact.exchangeEnd) };
  putSpanUuid(batch, row, columns.execution_id);
  putUint32(columns.version.data, 1);
  if (exchange.end === 0) putEmpty(columns.exchange_id.data);
  else putValue(columns.exchange_id.data, batch.from, exchange);
  putFixed(columns.trace_id, trace.data, row * 16);
  putFixed(columns.span_id, span.data, row * 8);
  putFixed(columns.parent_span_id, parent.data, row * 8);
  putZeros(columns.replay_of.data, 16);
  endRow(columns.links, 0);
}

/** The exchange that this one came out of (a seda hop, a wire tap, a call), when its span is in the same request. */
function putParent({ batch, tree, to }: Emitting, row: number): void {
  const columns = to.columns;
  const above = tree.parent[row] as number;
  const owner = above < 0 ? -1 : (tree.owner[above] as number);
  if (owner >= 0) putSpanUuid(batch, owner, columns.parent_execution_id);
  else putZeros(columns.parent_execution_id.data, 16);
  putUint32(columns.parent_step.data, -1);
  putKey(columns.parent_app, owner < 0 ? emptyText : (batch.resources[getFact(batch.facts, owner, fact.resource)]?.app ?? emptyText));
  putKey(columns.parent_route, above < 0 || owner < 0 ? emptyText : (tree.route[above] as number));
}

function putTiming({ batch, to }: Emitting, row: number): void {
  const { start_time: start, duration_ns: duration } = batch.spans.columns;
  putUint64(to.columns.start_time.data, microsecondsAt(start.data.view, row * 8));
  putUint64(to.columns.duration_us.data, microsecondsAt(duration.data.view, row * 8));
}

function putOutcome(emitting: Emitting, row: number, members: readonly number[]): void {
  const { batch, tree, to } = emitting;
  const columns = to.columns;
  const failed = getFact(batch.facts, row, fact.failed) === 1;
  const failing = failures(batch, tree, members);
  const repeated = failing.length === 0 ? new Map<number, boolean>() : retries(batch, tree, members);
  // what a later attempt put right is no failure of the exchange
  const left = failing.filter((member) => repeated.get(member) !== true);
  const last = left.at(-1);
  const status: ExecutionStatus = failed ? "failed" : last === undefined ? "completed" : "handled";
  const error =
    last !== undefined
      ? errorAt(batch, tree, { failing: last, exchange: row })
      : failed
        ? errorAt(batch, tree, { failing: row, exchange: row })
        : undefined;
  putUint8(columns.status.data, statusNumbers[status]);
  putError(emitting, error);
  putUint16(columns.redeliveries.data, Math.min(repeated.size, 65_535));
  putUint32(columns.step_count.data, members.length);
  putUint32(columns.dropped_steps.data, 0);
  putUint8(columns.capture_level.data, 2);
  putUint8(columns.has_payload.data, 0);
  putKey(columns.graph_hash, emptyText);
}

function putError({ batch, to }: Emitting, error: ExchangeError | undefined): void {
  const columns = to.columns;
  if (error === undefined) {
    putKey(columns.error_class, emptyText);
    putEmpty(columns.error_message.data);
    putZeros(columns.error_fingerprint.data, 8);
    putKey(columns.failed_node, emptyText);
    return;
  }
  const print = errorFingerprint(error.errorClass, textOf(batch.words, error.node), error.message);
  putKey(columns.error_class, internText(batch.words, cutToBytes(error.errorClass, 256)));
  putText(columns.error_message.data, cutToBytes(error.message, messageLimitBytes));
  putHalves(columns.error_fingerprint.data, print.low, print.high);
  putKey(columns.failed_node, error.node);
}

function putHits({ batch, tree, to }: Emitting, row: number, members: readonly number[]): void {
  const { routes_hit: routes, nodes_hit: nodes, endpoints_hit: endpoints } = to.columns;
  if (members.length === 0) {
    putKey(routes.of, tree.route[row] as number);
    endRow(routes, 1);
    endRow(nodes, 0);
    endRow(endpoints, 0);
    return;
  }
  const seen = { routes: new Set([tree.route[row] as number]), nodes: new Set<number>(), endpoints: new Set<number>() };
  for (const member of members) {
    const done = getFact(batch.facts, member, fact.op);
    if (done === op.received) seen.routes.add(tree.route[member] as number);
    if (done === op.process) seen.nodes.add(getFact(batch.facts, member, fact.nodeId));
    if (done === op.sent) seen.endpoints.add(uriFacts(batch.names, getFact(batch.facts, member, fact.uri)).base);
  }
  const lists = [
    [routes, seen.routes],
    [nodes, seen.nodes],
    [endpoints, seen.endpoints],
  ] as const;
  for (const [column, found] of lists) {
    found.delete(emptyText);
    const kept = [...found].slice(0, maxHits);
    for (const text of kept) putKey(column.of, text);
    endRow(column, kept.length);
  }
}
