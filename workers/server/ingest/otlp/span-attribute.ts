import { putFixed, putKey } from "#server/ingest/native/columns";
import { emptyText, entryPlace, intern } from "#server/ingest/native/lexicon";
import { putPlace, putText } from "#server/ingest/native/sink";
import type { TextColumn } from "#server/ingest/native/columns";
import { cutToBytes } from "#server/ingest/cut";
import { putShort, putValue, valueLimitBytes, valueText } from "#server/ingest/otlp/any-value";
import { internValue, readAttribute, role, roleOf } from "#server/ingest/otlp/attributes";

import { uriFacts } from "#server/ingest/otlp/camel-names";
import { findSeen, notSeen, seen, takeSlot } from "#server/ingest/otlp/seen-attributes";
import type { SpanFacts } from "#server/ingest/otlp/span-facts";
import { addNote, countFact, fact, ownFact, setFact } from "#server/ingest/otlp/span-facts";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";
import { Malformed, messageTag, readEnd, readVarint, skipField } from "#server/ingest/otlp/wire";
import { masked, sanitizeText } from "#server/ingest/sanitize";

const maxAttributes = 128;
const maxLinks = 128;
const stackLimitBytes = 16_384;

/** Reads a KeyValue of the span and appends it. */
export function putSpanAttribute(batch: TraceBatch, end: number): void {
  const { from, facts } = batch;
  if (ownFact(facts, fact.attributes) === maxAttributes) {
    countFact(facts, fact.dropped);
    from.at = end;
    return;
  }
  countFact(facts, fact.attributes);
  const slot = findSeen(batch.seen, from, end);
  if (slot === notSeen) putNew(batch, end);
  else putAgain(batch, slot, end);
  from.at = end;
}

function putAgain({ seen: { slots }, spans, from, facts }: TraceBatch, slot: number, end: number): void {
  const { key, value } = spans.columns.attributes;
  putKey(key, slots[slot + seen.key] as number);
  putPlace(value.data, from, { start: end - (slots[slot + seen.stored] as number), end });
  noteCamel(facts, slots[slot + seen.meaning] as number, slots[slot + seen.number] as number);
}

function putNew(batch: TraceBatch, end: number): void {
  const { from, attribute } = batch;
  const { key, value } = batch.spans.columns.attributes;
  const start = from.at;
  const before = value.data.length;
  readAttribute(from, end, attribute);
  putKey(key, attribute.key);
  const meaning = roleOf(batch.roles, attribute.key);
  const number = isCamel(meaning) ? camelText(batch, meaning) : emptyText;
  noteCamel(batch.facts, meaning, number);
  noteOther(batch, meaning);
  putAttributeValue(batch, meaning, value);
  if (isRepeatable(meaning) && attribute.text.end !== 0) remember(batch, { start, end, meaning, number, before });
}

/** Remembers the attribute when its value was stored as it came, length and text: neither masked nor sanitized. */
function remember(
  { seen: memory, from, attribute, spans }: TraceBatch,
  what: { start: number; end: number; meaning: number; number: number; before: number },
): void {
  const { data } = spans.columns.attributes.value;
  const stored = data.length - what.before;
  const shift = what.end - data.length;
  for (let at = what.before; at < data.length; at += 1) if (data.bytes[at] !== from.bytes[at + shift]) return;
  const slot = takeSlot(memory, from, what);
  if (slot === notSeen) return;
  memory.slots[slot + seen.key] = attribute.key;
  memory.slots[slot + seen.meaning] = what.meaning;
  memory.slots[slot + seen.number] = what.number;
  memory.slots[slot + seen.stored] = stored;
}

/** Appends the value of the attribute that was read last, without secrets. */
export function putAttributeValue(batch: TraceBatch, meaning: number, to: TextColumn): void {
  const { from, attribute, words } = batch;
  if (meaning === role.secret) putText(to.data, masked);
  else if (meaning === role.camelUri) {
    const { full } = uriFacts(batch.names, ownFact(batch.facts, fact.uri));
    putPlace(to.data, words.entries, entryPlace(words, full));
  } else if (meaning === role.stack) putText(to.data, cutToBytes(sanitizeText(valueText(from, attribute)), stackLimitBytes));
  else if (meaning === role.uri && mayHoldSecret(batch))
    putText(to.data, cutToBytes(sanitizeText(valueText(from, attribute)), valueLimitBytes));
  else if (attribute.text.end !== 0) putShort(to.data, from, attribute.text);
  else if (putValue(to.data, from, attribute)) countFact(batch.facts, fact.cut);
}

const at = 0x40;
const equals = 0x3d;

function mayHoldSecret({ from, attribute }: TraceBatch): boolean {
  for (let i = attribute.start; i < attribute.end; i += 1) {
    const byte = from.bytes[i];
    if (byte === at || byte === equals) return true;
  }
  return false;
}

/** Names whose texts say what the span did. */
const isCamel = (meaning: number): boolean =>
  meaning === role.op || meaning === role.camelUri || meaning === role.component || meaning === role.routeId;

/** All that an attribute of such a name leaves behind is its value, and the number of its text. */
const isRepeatable = (meaning: number): boolean => meaning === role.technical || meaning === role.uri || isCamel(meaning);

/** Number of the text without secrets; of a URI as it came, for `uriFacts` takes them out. */
function camelText({ from, attribute, words }: TraceBatch, meaning: number): number {
  if (meaning === role.camelUri && attribute.text.end !== 0) return intern(words, from, attribute.text);
  return internValue(from, attribute, words);
}

function noteCamel(facts: SpanFacts, meaning: number, number: number): void {
  if (meaning === role.op) setFact(facts, fact.opText, number);
  else if (meaning === role.camelUri) setFact(facts, fact.uri, number);
  else if (meaning === role.component) setFact(facts, fact.component, number);
  else if (meaning === role.routeId) setFact(facts, fact.routeId, number);
}

function noteOther(batch: TraceBatch, meaning: number): void {
  const { from, facts, attribute } = batch;
  if (meaning === role.exchangeId) {
    setFact(facts, fact.exchangeStart, attribute.start);
    setFact(facts, fact.exchangeEnd, attribute.end);
  } else if (meaning === role.business || meaning === role.correlation) addNote(facts, attribute);
  else if (meaning === role.nodeId) setFact(facts, fact.nodeId, internValue(from, attribute, batch.words));
  else if (meaning === role.error && valueText(from, attribute) === "true") setFact(facts, fact.failed, 1);
  else if (meaning === role.errorMessage || meaning === role.errorClass) noteError(batch, meaning);
}

/** Remembers the class and message of an error, from the span's own attributes or those of its last error event. */
export function noteError({ facts, attribute }: TraceBatch, meaning: number): void {
  if (meaning === role.errorMessage) {
    setFact(facts, fact.messageStart, attribute.start);
    setFact(facts, fact.messageEnd, attribute.end);
  } else if (meaning === role.errorClass) {
    setFact(facts, fact.classStart, attribute.start);
    setFact(facts, fact.classEnd, attribute.end);
  }
}

const traceIdTag = messageTag(1);
const spanIdTag = messageTag(2);

/** Reads a Link of the span and appends it. */
export function putLink(batch: TraceBatch, end: number): void {
  const { from, facts, spans } = batch;
  const { link_trace_id: traces, link_span_id: ids } = spans.columns;
  let trace = -1;
  let span = -1;
  while (from.at < end) {
    const found = readVarint(from, end);
    if (found !== traceIdTag && found !== spanIdTag) {
      skipField(from, found, end);
      continue;
    }
    const stop = readEnd(from, end);
    if (found === traceIdTag && stop - from.at === 16) trace = from.at;
    if (found === spanIdTag && stop - from.at === 8) span = from.at;
    from.at = stop;
  }
  if (trace < 0 || span < 0) throw new Malformed("a link of the span has no valid trace id and span id");
  if (ownFact(facts, fact.links) === maxLinks) {
    countFact(facts, fact.dropped);
    return;
  }
  countFact(facts, fact.links);
  putFixed(traces.of, from, trace);
  putFixed(ids.of, from, span);
}
