import { putLink, putSpanAttribute } from "#server/ingest/otlp/span-attribute";
import { putEvent } from "#server/ingest/otlp/span-event";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";
import { fixed64Type, messageTag, readEnd, readVarint, skipField, skipFixed64 } from "#server/ingest/otlp/wire";

/** The single fields of the span that is being read: places in the request, numbers of texts, counts. Reused for every span. */
export interface SpanDraft {
  trace: number;
  traceEnd: number;
  span: number;
  spanEnd: number;
  parent: number;
  parentEnd: number;
  name: number;
  nameEnd: number;
  kind: number;
  start: number;
  end: number;
  status: number;
  message: number;
  messageEnd: number;
  attributes: number;
  events: number;
  links: number;
  /** parts left out or cut */
  dropped: number;
  cut: number;
  /** what the attributes said about Camel */
  op: number;
  uri: number;
  component: number;
  routeId: number;
  nodeId: number;
  failed: number;
  exchange: number;
  exchangeEnd: number;
  errorMessage: number;
  errorMessageEnd: number;
  errorClass: number;
  errorClassEnd: number;
  firstNote: number;
}

export function spanDraft(): SpanDraft {
  return {
    trace: 0,
    traceEnd: 0,
    span: 0,
    spanEnd: 0,
    parent: 0,
    parentEnd: 0,
    name: 0,
    nameEnd: 0,
    kind: 0,
    start: 0,
    end: 0,
    status: 0,
    message: 0,
    messageEnd: 0,
    attributes: 0,
    events: 0,
    links: 0,
    dropped: 0,
    cut: 0,
    op: 0,
    uri: 0,
    component: 0,
    routeId: 0,
    nodeId: 0,
    failed: 0,
    exchange: 0,
    exchangeEnd: 0,
    errorMessage: 0,
    errorMessageEnd: 0,
    errorClass: 0,
    errorClassEnd: 0,
    firstNote: 0,
  };
}

/** Empties the draft for the next span. One assignment per field: this runs for every span, and a loop over names is ten times dearer. */
export function resetDraft(draft: SpanDraft): void {
  draft.trace = draft.traceEnd = draft.span = draft.spanEnd = draft.parent = draft.parentEnd = draft.name = draft.nameEnd = 0;
  draft.kind = draft.start = draft.end = draft.status = draft.message = draft.messageEnd = 0;
  draft.attributes = draft.events = draft.links = draft.dropped = draft.cut = 0;
  draft.op = draft.uri = draft.component = draft.routeId = draft.nodeId = draft.failed = draft.exchange = draft.exchangeEnd = 0;
  draft.errorMessage = draft.errorMessageEnd = draft.errorClass = draft.errorClassEnd = draft.firstNote = 0;
}

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

/** Reads the Span message that ends at `end`: its parts go to the columns at once, its single fields into the draft. */
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
  const { from, draft } = batch;
  switch (found) {
    case tag.start:
      draft.start = skipFixed64(from, end);
      return;
    case tag.end:
      draft.end = skipFixed64(from, end);
      return;
    case tag.kind:
      draft.kind = readVarint(from, end);
      return;
    case tag.traceId:
    case tag.spanId:
    case tag.parentSpanId:
    case tag.name:
      return readPlace(batch, found, readEnd(from, end));
    case tag.status:
      return readStatus(batch, readEnd(from, end));
    default:
      skipField(from, found, end);
  }
}

function readPlace({ from, draft }: TraceBatch, found: number, stop: number): void {
  if (found === tag.traceId) {
    draft.trace = from.at;
    draft.traceEnd = stop;
  } else if (found === tag.spanId) {
    draft.span = from.at;
    draft.spanEnd = stop;
  } else if (found === tag.parentSpanId) {
    draft.parent = from.at;
    draft.parentEnd = stop;
  } else {
    draft.name = from.at;
    draft.nameEnd = stop;
  }
  from.at = stop;
}

const statusMessageTag = messageTag(2);
const statusCodeTag = 3 << 3;

function readStatus({ from, draft }: TraceBatch, end: number): void {
  while (from.at < end) {
    const found = readVarint(from, end);
    if (found === statusCodeTag) draft.status = readVarint(from, end);
    else if (found === statusMessageTag) {
      draft.messageEnd = readEnd(from, end);
      draft.message = from.at;
      from.at = draft.messageEnd;
    } else skipField(from, found, end);
  }
}
