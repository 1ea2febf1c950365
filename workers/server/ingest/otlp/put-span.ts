import { report } from "#server/ingest/findings";
import { endRow, putFixed, putKey } from "#server/ingest/native/columns";
import { emptyText, intern } from "#server/ingest/native/lexicon";
import { putHalves, putText, putUint8, putZeros } from "#server/ingest/native/sink";
import { cutToBytes } from "#server/ingest/cut";
import { decodeUtf8, putEmpty, putValue } from "#server/ingest/otlp/any-value";
import { beginFacts, fact, op, setFact } from "#server/ingest/otlp/camel-facts";
import { isCamelComponent, isCamelScope, nodeOfSpanName, opOf, uriFacts } from "#server/ingest/otlp/camel-names";
import { spanKinds } from "#server/ingest/tables/spans";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";
import { Malformed } from "#server/ingest/otlp/wire";
import { sanitizeText } from "#server/ingest/sanitize";
import { clampedTime, clampMs } from "#server/ingest/time";

const twoTo32 = 4_294_967_296;
const nsPerMs = 1_000_000;
const statusError = 2;
const messageLimitBytes = 2_048;

/** Ends the row of the span in the draft: everything but `route` and `execution_id`, which need the other spans. */
export function putSpan(batch: TraceBatch): void {
  const { draft, facts, spans, from } = batch;
  requireIds(batch);
  const resource = batch.resources.length - 1;
  putTimes(batch);
  putIds(batch);
  const name = intern(batch.words, from, { start: draft.name, end: draft.nameEnd });
  putNames(batch, name);
  beginFacts(facts);
  setFact(facts, fact.resource, resource);
  setFact(facts, fact.name, name);
  setFact(facts, fact.kind, draft.kind);
  setFact(facts, fact.failed, draft.failed === 1 || draft.status === statusError ? 1 : 0);
  putCamel(batch, name);
  setFact(facts, fact.notes, facts.noteCount - draft.firstNote);
  putNested(batch, resource);
  facts.rows += 1;
  spans.rows += 1;
  if (draft.dropped > 0) adjusted(batch, "attributes, events or links above the limit were left out");
  if (draft.cut > 0) adjusted(batch, "texts longer than 4096 bytes were cut");
}

function adjusted(batch: TraceBatch, reason: string): void {
  const { draft, from } = batch;
  report(batch.findings, {
    kind: "span",
    outcome: "adjusted",
    reason,
    position: batch.position,
    excerpt: () => `span ${decodeUtf8(from.bytes, { start: draft.name, end: draft.nameEnd })}`,
  });
}

function requireIds({ draft, from }: TraceBatch): void {
  if (draft.traceEnd - draft.trace !== 16 || isZero(from.bytes, draft.trace, 16))
    throw new Malformed("the trace id is not 16 bytes, or all zero");
  if (draft.spanEnd - draft.span !== 8 || isZero(from.bytes, draft.span, 8)) throw new Malformed("the span id is not 8 bytes, or all zero");
  const parent = draft.parentEnd - draft.parent;
  if (parent !== 0 && parent !== 8) throw new Malformed("the parent span id is not 8 bytes");
  if (draft.start === 0 || isZero(from.bytes, draft.start, 8)) throw new Malformed("the span has no start time");
}

function isZero(bytes: Uint8Array, start: number, length: number): boolean {
  for (let i = start; i < start + length; i += 1) if (bytes[i] !== 0) return false;
  return true;
}

function putTimes(batch: TraceBatch): void {
  const { draft, from, window } = batch;
  const { start_time: start, duration_ns: duration } = batch.spans.columns;
  const low = from.view.getUint32(draft.start, true);
  const high = from.view.getUint32(draft.start + 4, true);
  const startMs = (high * twoTo32 + low) / nsPerMs;
  const kept = clampMs(startMs, window);
  if (kept === startMs) putHalves(start.data, low, high);
  else {
    const ns = BigInt(Math.trunc(kept)) * BigInt(nsPerMs);
    putHalves(start.data, Number(ns & 0xffff_ffffn), Number(ns >> 32n));
    adjusted(batch, clampedTime);
  }
  const endLow = draft.end === 0 ? low : from.view.getUint32(draft.end, true);
  const endHigh = draft.end === 0 ? high : from.view.getUint32(draft.end + 4, true);
  if (endHigh < high || (endHigh === high && endLow < low)) putZeros(duration.data, 8);
  else putHalves(duration.data, endLow - low, endHigh - high - (endLow < low ? 1 : 0));
}

function putIds({ draft, from, spans }: TraceBatch): void {
  const { trace_id: trace, span_id: span, parent_span_id: parent } = spans.columns;
  putFixed(trace, from, draft.trace);
  putFixed(span, from, draft.span);
  if (draft.parent === draft.parentEnd) putZeros(parent.data, 8);
  else putFixed(parent, from, draft.parent);
}

function putNames(batch: TraceBatch, name: number): void {
  const { draft, spans, from } = batch;
  const to = spans.columns;
  const resource = batch.resources[batch.resources.length - 1];
  putKey(to.environment, resource?.environment ?? emptyText);
  putKey(to.app, resource?.app ?? emptyText);
  putKey(to.instance, resource?.instance ?? emptyText);
  putKey(to.name, name);
  putUint8(to.kind.data, draft.kind <= spanKinds.consumer ? draft.kind : 0);
  putKey(to.scope, batch.scope);
  putUint8(to.status.data, draft.status <= statusError ? draft.status : 0);
  if (draft.message === draft.messageEnd) putEmpty(to.status_message.data);
  else {
    const message = sanitizeText(decodeUtf8(from.bytes, { start: draft.message, end: draft.messageEnd }));
    putText(to.status_message.data, cutToBytes(message, messageLimitBytes));
  }
}

function putCamel(batch: TraceBatch, name: number): void {
  const { draft, facts, spans, from, names } = batch;
  const to = spans.columns;
  const done = camelOp(batch);
  const { full } = uriFacts(names, draft.uri);
  const node = done === op.process ? nodeOf(batch, name) : emptyText;
  putKey(to.camel_op, names.opTexts[done] ?? emptyText);
  putKey(to.camel_uri, done === op.none ? emptyText : full);
  putKey(to.component, done === op.none ? emptyText : draft.component);
  putKey(to.node, node);
  if (draft.exchange === draft.exchangeEnd) putEmpty(to.exchange_id.data);
  else putValue(to.exchange_id.data, from, { start: draft.exchange, end: draft.exchangeEnd });
  setFact(facts, fact.op, done);
  setFact(facts, fact.uri, draft.uri);
  setFact(facts, fact.component, draft.component);
  setFact(facts, fact.routeId, draft.routeId);
  setFact(facts, fact.nodeId, node);
  setFact(facts, fact.exchangeStart, draft.exchange);
  setFact(facts, fact.exchangeEnd, draft.exchangeEnd);
  setFact(facts, fact.messageStart, draft.errorMessage);
  setFact(facts, fact.messageEnd, draft.errorMessageEnd);
  setFact(facts, fact.classStart, draft.errorClass);
  setFact(facts, fact.classEnd, draft.errorClassEnd);
  setFact(facts, fact.statusStart, draft.message);
  setFact(facts, fact.statusEnd, draft.messageEnd);
  setFact(facts, fact.notesAt, draft.firstNote);
}

/**
 * What a Camel span did: camel-opentelemetry2 says so in `op`; of camel-opentelemetry and the OpenTelemetry agent the kind tells,
 * and of the internal ones only those with an endpoint (a direct or seda consumer) are not processors.
 */
function camelOp({ draft, names, scope }: TraceBatch): number {
  const said = opOf(names, draft.op);
  if (said !== op.none) return said;
  if (!isCamelScope(names, scope) && !isCamelComponent(names, draft.component)) return op.none;
  if (draft.kind === spanKinds.server || draft.kind === spanKinds.consumer) return op.received;
  if (draft.kind === spanKinds.client || draft.kind === spanKinds.producer) return op.sent;
  return draft.uri === emptyText ? op.process : op.received;
}

function nodeOf({ draft, names }: TraceBatch, name: number): number {
  if (draft.nodeId !== emptyText) return draft.nodeId;
  return draft.op === emptyText ? name : nodeOfSpanName(names, name);
}

function putNested({ draft, spans, resources }: TraceBatch, resource: number): void {
  const to = spans.columns;
  const attributes = resources[resource]?.attributes ?? [];
  for (let i = 0; i < attributes.length; i += 2) {
    putKey(to.resource.key, attributes[i] as number);
    putKey(to.resource.value, attributes[i + 1] as number);
  }
  endRow(to.resource, attributes.length >> 1);
  endRow(to.attributes, draft.attributes);
  endRow(to.event_time, draft.events);
  endRow(to.event_name, draft.events);
  endRow(to.event_attributes, draft.events);
  endRow(to.link_trace_id, draft.links);
  endRow(to.link_span_id, draft.links);
}
