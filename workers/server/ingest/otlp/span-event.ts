import { endRow, putFixed, putKey } from "#server/ingest/native/columns";
import { emptyText, intern } from "#server/ingest/native/lexicon";
import { putZeros } from "#server/ingest/native/sink";
import { readAttribute, role, roleOf } from "#server/ingest/otlp/attributes";
import { isErrorEvent } from "#server/ingest/otlp/camel-names";
import { noteError, putAttributeValue } from "#server/ingest/otlp/span-attribute";
import { countFact, fact, ownFact } from "#server/ingest/otlp/span-facts";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";
import { eachMessage, fixed64Type, messageTag, readEnd, readVarint, skipField, skipFixed64 } from "#server/ingest/otlp/wire";

const maxEvents = 128;
const maxAttributes = 64;
const timeTag = (1 << 3) | fixed64Type;
const nameTag = messageTag(2);
const attributeTag = messageTag(3);

/** Reads an Event of the span and appends it. */
export function putEvent(batch: TraceBatch, end: number): void {
  const { from, facts } = batch;
  const { event_time: times, event_name: names, event_attributes: maps } = batch.spans.columns;
  if (ownFact(facts, fact.events) === maxEvents) {
    countFact(facts, fact.dropped);
    from.at = end;
    return;
  }
  countFact(facts, fact.events);
  const start = from.at;
  const { time, name } = readHead(batch, end);
  if (time < 0) putZeros(times.of.data, 8);
  else putFixed(times.of, from, time);
  putKey(names.of, name);
  endRow(maps.of, putAttributes(batch, { start, end, isError: isErrorEvent(batch.names, name) }));
  from.at = end;
}

function readHead({ from, words }: TraceBatch, end: number): { time: number; name: number } {
  const head = { time: -1, name: emptyText };
  while (from.at < end) {
    const found = readVarint(from, end);
    if (found === timeTag) head.time = skipFixed64(from, end);
    else if (found === nameTag) {
      const stop = readEnd(from, end);
      head.name = intern(words, from, { start: from.at, end: stop });
      from.at = stop;
    } else skipField(from, found, end);
  }
  return head;
}

function putAttributes(batch: TraceBatch, event: { start: number; end: number; isError: boolean }): number {
  const { from, facts, attribute } = batch;
  const { key, value } = batch.spans.columns.event_attributes.of;
  let count = 0;
  eachMessage(from, { tag: attributeTag, start: event.start, end: event.end }, (_, stop) => {
    readAttribute(from, stop, attribute);
    if (count === maxAttributes) {
      countFact(facts, fact.dropped);
      return;
    }
    count += 1;
    const meaning = roleOf(batch.roles, attribute.key);
    putKey(key, attribute.key);
    // Camel's log and error events hold running text, in which URIs occur
    putAttributeValue(batch, meaning === role.errorMessage || meaning === role.camelUri ? role.uri : meaning, value);
    if (event.isError) noteError(batch, meaning);
  });
  return count;
}
