import { putFixed, putKey } from "#server/ingest/native/columns";
import { entryPlace, intern } from "#server/ingest/native/lexicon";
import { putPlace, putText } from "#server/ingest/native/sink";
import type { TextColumn } from "#server/ingest/native/columns";
import { cutToBytes } from "#server/ingest/cut";
import { putShort, putValue, valueLimitBytes, valueText } from "#server/ingest/otlp/any-value";
import { internValue, readAttribute, role, roleOf } from "#server/ingest/otlp/attributes";
import { addNote } from "#server/ingest/otlp/camel-facts";
import { uriFacts } from "#server/ingest/otlp/camel-names";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";
import { Malformed, messageTag, readEnd, readVarint, skipField } from "#server/ingest/otlp/wire";
import { masked, sanitizeText } from "#server/ingest/sanitize";

const maxAttributes = 128;
const maxLinks = 128;
const stackLimitBytes = 16_384;

/** Reads a KeyValue of the span and appends it. */
export function putSpanAttribute(batch: TraceBatch, end: number): void {
  const { from, draft, attribute } = batch;
  readAttribute(from, end, attribute);
  from.at = end;
  if (draft.attributes === maxAttributes) {
    draft.dropped += 1;
    return;
  }
  draft.attributes += 1;
  putKey(batch.spans.columns.attributes.key, attribute.key);
  const meaning = roleOf(batch.roles, attribute.key);
  if (meaning > role.uri && meaning <= role.routeId) noteCamel(batch, meaning);
  else if (meaning !== role.technical) noteOther(batch, meaning);
  putAttributeValue(batch, meaning, batch.spans.columns.attributes.value);
  from.at = end;
}

/** Appends the value of the attribute that was read last, without secrets. */
export function putAttributeValue(batch: TraceBatch, meaning: number, to: TextColumn): void {
  const { from, attribute, words } = batch;
  if (meaning === role.secret) putText(to.data, masked);
  else if (meaning === role.camelUri) {
    const { full } = uriFacts(batch.names, batch.draft.uri);
    putPlace(to.data, words.entries, entryPlace(words, full));
  } else if (meaning === role.stack) putText(to.data, cutToBytes(sanitizeText(valueText(from, attribute)), stackLimitBytes));
  else if (meaning === role.uri && mayHoldSecret(batch))
    putText(to.data, cutToBytes(sanitizeText(valueText(from, attribute)), valueLimitBytes));
  else if (attribute.text.end !== 0) putShort(to.data, from, attribute.text);
  else if (putValue(to.data, from, attribute)) batch.draft.cut += 1;
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

function noteCamel(batch: TraceBatch, meaning: number): void {
  const { from, draft, attribute, words } = batch;
  if (meaning === role.exchangeId) {
    draft.exchange = attribute.start;
    draft.exchangeEnd = attribute.end;
    return;
  }
  const number = attribute.text.end === 0 ? internValue(from, attribute, words) : intern(words, from, attribute.text);
  if (meaning === role.op) draft.op = number;
  else if (meaning === role.camelUri) draft.uri = number;
  else if (meaning === role.component) draft.component = number;
  else draft.routeId = number;
}

function noteOther(batch: TraceBatch, meaning: number): void {
  const { from, draft, attribute } = batch;
  if (meaning === role.business || meaning === role.correlation) addNote(batch.facts, attribute);
  else if (meaning === role.nodeId) draft.nodeId = internValue(from, attribute, batch.words);
  else if (meaning === role.error && valueText(from, attribute) === "true") draft.failed = 1;
  else if (meaning === role.errorMessage || meaning === role.errorClass) noteError(batch, meaning);
}

/** Remembers the class and message of an error, from the span's own attributes or those of its last error event. */
export function noteError({ draft, attribute }: TraceBatch, meaning: number): void {
  if (meaning === role.errorMessage) {
    draft.errorMessage = attribute.start;
    draft.errorMessageEnd = attribute.end;
  } else if (meaning === role.errorClass) {
    draft.errorClass = attribute.start;
    draft.errorClassEnd = attribute.end;
  }
}

const traceIdTag = messageTag(1);
const spanIdTag = messageTag(2);

/** Reads a Link of the span and appends it. */
export function putLink(batch: TraceBatch, end: number): void {
  const { from, draft, spans } = batch;
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
  if (draft.links === maxLinks) {
    draft.dropped += 1;
    return;
  }
  draft.links += 1;
  putFixed(traces.of, from, trace);
  putFixed(ids.of, from, span);
}
