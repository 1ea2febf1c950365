import { intern } from "#server/ingest/native/lexicon";
import { putLink, putSpanAttribute } from "#server/ingest/otlp/span-attribute";
import { putEvent } from "#server/ingest/otlp/span-event";
import { fact, setFact } from "#server/ingest/otlp/span-facts";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";
import type { Wire } from "#server/ingest/otlp/wire";
import { fixed64Type, messageTag, readEnd, readVarint, skipField, skipFixed64 } from "#server/ingest/otlp/wire";

const tag = {
  traceId: messageTag(1),
  spanId: messageTag(2),
  parentSpanId: messageTag(4),
  name: messageTag(5),
  kind: 6 << 3,
  start: (7 << 3) | fixed64Type,
  end: (8 << 3) | fixed64Type,
  attribute: messageTag(9),
  event: messageTag(11),
  link: messageTag(13),
  status: messageTag(15),
} as const;

/** Reads the Span message that ends at `end`: its lists go to the columns at once, its single fields into the facts. */
export function readSpan(batch: TraceBatch, end: number): void {
  const { from } = batch;
  while (from.at < end) {
    const found = readVarint(from, end);
    if (found === tag.attribute) putSpanAttribute(batch, readEnd(from, end));
    else if (found === tag.event) putEvent(batch, readEnd(from, end));
    else if (found === tag.link) putLink(batch, readEnd(from, end));
    else readSingle(batch, found, end);
  }
}

function readSingle(batch: TraceBatch, found: number, end: number): void {
  const { from, facts, words } = batch;
  switch (found) {
    case tag.traceId:
      return setFact(facts, fact.trace, readId(from, 16, end));
    case tag.spanId:
      return setFact(facts, fact.span, readId(from, 8, end));
    case tag.parentSpanId:
      return setFact(facts, fact.parent, readId(from, 8, end));
    case tag.start:
      return setFact(facts, fact.start, skipFixed64(from, end));
    case tag.end:
      return setFact(facts, fact.end, skipFixed64(from, end));
    case tag.kind:
      return setFact(facts, fact.kind, readVarint(from, end));
    case tag.name: {
      const stop = readEnd(from, end);
      setFact(facts, fact.name, intern(words, from, { start: from.at, end: stop }));
      from.at = stop;
      return;
    }
    case tag.status:
      return readStatus(batch, readEnd(from, end));
    default:
      skipField(from, found, end);
  }
}

/** Where the id begins; 0 when it is empty, -1 when it is not `length` bytes. */
function readId(from: Wire, length: number, end: number): number {
  const stop = readEnd(from, end);
  const start = from.at;
  from.at = stop;
  if (stop - start === length) return start;
  return stop === start ? 0 : -1;
}

const statusMessageTag = messageTag(2);
const statusCodeTag = 3 << 3;

function readStatus({ from, facts }: TraceBatch, end: number): void {
  while (from.at < end) {
    const found = readVarint(from, end);
    if (found === statusCodeTag) setFact(facts, fact.status, readVarint(from, end));
    else if (found === statusMessageTag) {
      const stop = readEnd(from, end);
      setFact(facts, fact.statusStart, from.at);
      setFact(facts, fact.statusEnd, stop);
      from.at = stop;
    } else skipField(from, found, end);
  }
}
