import { report } from "#server/ingest/findings";
import type { ArrayColumn } from "#server/ingest/native/columns";
import { endEmptyRows, endRow, putFixed, putKey } from "#server/ingest/native/columns";
import { emptyText, textOf } from "#server/ingest/native/lexicon";
import { putHalves, putText, putUint8 } from "#server/ingest/native/sink";
import { cutToBytes } from "#server/ingest/cut";
import { decodeUtf8, putEmpty, putValue } from "#server/ingest/otlp/any-value";
import { isCamelComponent, nodeOfSpanName, opOf, uriFacts } from "#server/ingest/otlp/camel-names";
import { fact, op, ownFact, setFact } from "#server/ingest/otlp/span-facts";
import { spanKinds } from "#server/ingest/tables/spans";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";
import { Malformed } from "#server/ingest/otlp/wire";
import { sanitizeText } from "#server/ingest/sanitize";
import { clampedTime, clampMs } from "#server/ingest/time";

const twoTo32 = 4_294_967_296;
const nsPerMs = 1_000_000;
const statusError = 2;
const messageLimitBytes = 2_048;

/** Ends the row of the span in the facts: everything but its owner's columns, and `route` and `execution_id`, which need the other spans. */
export function putSpan(batch: TraceBatch): void {
  const { facts, spans } = batch;
  putIds(batch);
  putTimes(batch);
  putNames(batch);
  putCamel(batch);
  putLists(batch);
  setFact(facts, fact.resource, batch.resources.length - 1);
  if (ownFact(facts, fact.status) === statusError) setFact(facts, fact.failed, 1);
  setFact(facts, fact.notes, facts.noteCount - ownFact(facts, fact.notesAt));
  if (ownFact(facts, fact.dropped) > 0) adjusted(batch, "attributes, events or links above the limit were left out");
  if (ownFact(facts, fact.cut) > 0) adjusted(batch, "texts longer than 4096 bytes were cut");
  facts.rows += 1;
  spans.rows += 1;
}

function adjusted({ facts, findings, position, words }: TraceBatch, reason: string): void {
  const name = ownFact(facts, fact.name);
  report(findings, { kind: "span", outcome: "adjusted", reason, position, excerpt: () => `span ${textOf(words, name)}` });
}

function putIds({ facts, from, spans }: TraceBatch): void {
  const trace = ownFact(facts, fact.trace);
  const span = ownFact(facts, fact.span);
  const parent = ownFact(facts, fact.parent);
  const { view } = from;
  if (trace <= 0 || (isZero(view, trace) && isZero(view, trace + 8))) throw new Malformed("the trace id is not 16 bytes, or all zero");
  if (span <= 0 || isZero(view, span)) throw new Malformed("the span id is not 8 bytes, or all zero");
  if (parent < 0) throw new Malformed("the parent span id is not 8 bytes");
  const to = spans.columns;
  putFixed(to.trace_id, from, trace);
  putFixed(to.span_id, from, span);
  if (parent === 0) putHalves(to.parent_span_id.data, 0, 0);
  else putFixed(to.parent_span_id, from, parent);
}

function isZero(view: DataView, at: number): boolean {
  return view.getInt32(at) === 0 && view.getInt32(at + 4) === 0;
}

function putTimes(batch: TraceBatch): void {
  const { facts, from, window } = batch;
  const at = ownFact(facts, fact.start);
  if (at === 0 || isZero(from.view, at)) throw new Malformed("the span has no start time");
  const { start_time: start, duration_ns: duration } = batch.spans.columns;
  const low = from.view.getUint32(at, true);
  const high = from.view.getUint32(at + 4, true);
  const startMs = (high * twoTo32 + low) / nsPerMs;
  const kept = clampMs(startMs, window);
  if (kept === startMs) putHalves(start.data, low, high);
  else {
    const ns = BigInt(Math.trunc(kept)) * BigInt(nsPerMs);
    putHalves(start.data, Number(ns & 0xffff_ffffn), Number(ns >> 32n));
    adjusted(batch, clampedTime);
  }
  const end = ownFact(facts, fact.end);
  const endLow = end === 0 ? low : from.view.getUint32(end, true);
  const endHigh = end === 0 ? high : from.view.getUint32(end + 4, true);
  if (endHigh < high || (endHigh === high && endLow < low)) putHalves(duration.data, 0, 0);
  else putHalves(duration.data, endLow - low, endHigh - high - (endLow < low ? 1 : 0));
}

function putNames({ facts, spans, from }: TraceBatch): void {
  const to = spans.columns;
  const kind = ownFact(facts, fact.kind);
  const status = ownFact(facts, fact.status);
  putKey(to.name, ownFact(facts, fact.name));
  putUint8(to.kind.data, kind > 0 && kind <= spanKinds.consumer ? kind : 0);
  putUint8(to.status.data, status > 0 && status <= statusError ? status : 0);
  const message = { start: ownFact(facts, fact.statusStart), end: ownFact(facts, fact.statusEnd) };
  if (message.start === message.end) putEmpty(to.status_message.data);
  else putText(to.status_message.data, cutToBytes(sanitizeText(decodeUtf8(from.bytes, message)), messageLimitBytes));
}

function putCamel(batch: TraceBatch): void {
  const { facts, spans, from, names } = batch;
  const to = spans.columns;
  const done = camelOp(batch);
  const isCamel = done !== op.none;
  const node = done === op.process ? nodeOf(batch) : emptyText;
  setFact(facts, fact.op, done);
  setFact(facts, fact.nodeId, node);
  putKey(to.camel_op, names.opTexts[done] ?? emptyText);
  putKey(to.camel_uri, isCamel ? uriFacts(names, ownFact(facts, fact.uri)).full : emptyText);
  putKey(to.component, isCamel ? ownFact(facts, fact.component) : emptyText);
  putKey(to.node, node);
  const exchange = { start: ownFact(facts, fact.exchangeStart), end: ownFact(facts, fact.exchangeEnd) };
  if (exchange.start === exchange.end) putEmpty(to.exchange_id.data);
  else putValue(to.exchange_id.data, from, exchange);
}

/**
 * What a Camel span did: camel-opentelemetry2 says so in `op`; of camel-opentelemetry and the OpenTelemetry agent the kind tells,
 * and of the internal ones only those with an endpoint (a direct or seda consumer) are not processors.
 */
function camelOp({ facts, names, camelScope }: TraceBatch): number {
  const said = opOf(names, ownFact(facts, fact.opText));
  if (said !== op.none) return said;
  if (!camelScope && !isCamelComponent(names, ownFact(facts, fact.component))) return op.none;
  const kind = ownFact(facts, fact.kind);
  if (kind === spanKinds.server || kind === spanKinds.consumer) return op.received;
  if (kind === spanKinds.client || kind === spanKinds.producer) return op.sent;
  return ownFact(facts, fact.uri) === emptyText ? op.process : op.received;
}

function nodeOf({ facts, names }: TraceBatch): number {
  const said = ownFact(facts, fact.nodeId);
  if (said !== emptyText) return said;
  const name = ownFact(facts, fact.name);
  return ownFact(facts, fact.opText) === emptyText ? name : nodeOfSpanName(names, name);
}

/** Lists that most spans do not have are ended for those that have one; `putOwner` ends the others. */
function putLists({ facts, spans }: TraceBatch): void {
  const to = spans.columns;
  const events = ownFact(facts, fact.events);
  const links = ownFact(facts, fact.links);
  endRow(to.attributes, ownFact(facts, fact.attributes));
  if (events > 0) for (const list of [to.event_time, to.event_name, to.event_attributes]) endRowAt(list, spans.rows, events);
  if (links > 0) for (const list of [to.link_trace_id, to.link_span_id]) endRowAt(list, spans.rows, links);
}

function endRowAt(list: ArrayColumn, row: number, elements: number): void {
  endEmptyRows(list, row);
  endRow(list, elements);
}
