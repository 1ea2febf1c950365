import { batchLimits } from "#schema/protocol/v1/batch";
import { report } from "#server/ingest/findings";
import { endRow, putFixed, putKey } from "#server/ingest/native/columns";
import { emptyText, textOf } from "#server/ingest/native/lexicon";
import { putText, putUint64, putUint8, putZeros } from "#server/ingest/native/sink";
import { cutToBytes } from "#server/ingest/cut";
import { decodeUtf8, putValue, valueText } from "#server/ingest/otlp/any-value";
import { internValue, readAttribute, role, roleOf } from "#server/ingest/otlp/attributes";
import type { ItemBatch } from "#server/ingest/otlp/items";
import { eachItem, itemBatch, tryRow } from "#server/ingest/otlp/items";
import { startedRoute } from "#server/ingest/otlp/start-log";
import type { IngestSettings } from "#server/ingest/otlp/trace-batch";
import { fixed64Type, Malformed, messageTag, readEnd, readVarint, skipField, skipFixed64 } from "#server/ingest/otlp/wire";
import { masked, sanitizeText } from "#server/ingest/sanitize";
import type { LogBlock } from "#server/ingest/tables/logs";
import { levelOfSeverity, logBlock, logLevels, logSources } from "#server/ingest/tables/logs";
import type { RouteName } from "#server/ingest/tables/route-names";
import { clampedTime, clampMs } from "#server/ingest/time";
import { internText } from "#server/ingest/native/lexicon";

export interface LogBatch extends ItemBatch {
  readonly logs: LogBlock;
  /** told by Camel's start log */
  readonly routeNames: RouteName[];
}

/** Places and numbers of the record being read. */
interface Record {
  time: number;
  observed: number;
  severity: number;
  severityText: string;
  body: { start: number; end: number };
  trace: number;
  span: number;
  exchange: string;
  route: number;
  node: number;
  thread: number;
  exception: { type: string; message: string; stack: string };
  attributes: number;
  dropped: number;
}

const tag = {
  time: (1 << 3) | fixed64Type,
  severity: 2 << 3,
  severityText: messageTag(3),
  body: messageTag(5),
  attribute: messageTag(6),
  traceId: messageTag(9),
  spanId: messageTag(10),
  observed: (11 << 3) | fixed64Type,
} as const;

const parts: ReadonlySet<number> = new Set([tag.severityText, tag.body, tag.attribute, tag.traceId, tag.spanId]);
const maxAttributes = 64;

/** Decodes an ExportLogsServiceRequest into the columns of `logs`. Throws `Malformed` when the frame around the records is broken. */
export function decodeLogs(body: Uint8Array, settings: IngestSettings): LogBatch {
  const items = itemBatch(body, settings);
  const batch: LogBatch = Object.assign(items, { logs: logBlock(internText(items.words, settings.tenant)), routeNames: [] });
  eachItem(batch, (start, end) => tryRow(batch, batch.logs, { kind: "log", start, end, put: () => putLog(batch, end) }));
  return batch;
}

function putLog(batch: LogBatch, end: number): void {
  const record = readRecord(batch, end);
  const { columns } = batch.logs;
  putKey(columns.environment, batch.resource.environment);
  putKey(columns.app, batch.resource.app);
  putKey(columns.instance, batch.resource.instance);
  putUint8(columns.source.data, logSources.otlp);
  putTime(batch, record);
  putUint64(columns.sequence.data, batch.position);
  putUint8(columns.level.data, levelOf(record));
  putKey(columns.logger, batch.scope);
  putKey(columns.thread, record.thread);
  putMessage(batch, record);
  putText(columns.exchange_id.data, cutToBytes(record.exchange, batchLimits.idBytes));
  putZeros(columns.execution_id.data, 16);
  putKey(columns.route, record.route);
  putKey(columns.node, record.node);
  if (record.trace < 0) putZeros(columns.trace_id.data, 16);
  else putFixed(columns.trace_id, batch.from, record.trace);
  if (record.span < 0) putZeros(columns.span_id.data, 8);
  else putFixed(columns.span_id, batch.from, record.span);
  endRow(columns.attributes, record.attributes);
  batch.logs.rows += 1;
  if (record.dropped > 0) adjusted(batch, "attributes above the limit of 64 were left out");
}

function adjusted(batch: LogBatch, reason: string): void {
  const excerpt = (): string => `log of ${textOf(batch.words, batch.scope)}`;
  report(batch.findings, { kind: "log", outcome: "adjusted", reason, position: batch.position, excerpt });
}

function readRecord(batch: LogBatch, end: number): Record {
  const { from } = batch;
  const record: Record = {
    time: -1,
    observed: -1,
    severity: 0,
    severityText: "",
    body: { start: 0, end: 0 },
    trace: -1,
    span: -1,
    exchange: "",
    route: emptyText,
    node: emptyText,
    thread: emptyText,
    exception: { type: "", message: "", stack: "" },
    attributes: 0,
    dropped: 0,
  };
  while (from.at < end) {
    const found = readVarint(from, end);
    if (found === tag.time) record.time = skipFixed64(from, end);
    else if (found === tag.observed) record.observed = skipFixed64(from, end);
    else if (found === tag.severity) record.severity = readVarint(from, end);
    else if (parts.has(found)) readPart(batch, record, { found, end: readEnd(from, end) });
    else skipField(from, found, end);
  }
  return record;
}

function readPart(batch: LogBatch, record: Record, part: { found: number; end: number }): void {
  const { from } = batch;
  const place = { start: from.at, end: part.end };
  const length = place.end - place.start;
  if (part.found === tag.severityText) record.severityText = decodeUtf8(from.bytes, place);
  else if (part.found === tag.body) record.body = place;
  else if (part.found === tag.attribute) readLogAttribute(batch, record, part.end);
  else if (length !== 0 && length !== (part.found === tag.traceId ? 16 : 8)) throw new Malformed("a trace or span id has the wrong length");
  else if (length !== 0 && part.found === tag.traceId) record.trace = place.start;
  else if (length !== 0) record.span = place.start;
  from.at = part.end;
}

function readLogAttribute(batch: LogBatch, record: Record, end: number): void {
  const { from, attribute, words } = batch;
  readAttribute(from, end, attribute);
  const meaning = roleOf(batch.roles, attribute.key);
  if (meaning === role.exchangeId) record.exchange = valueText(from, attribute);
  else if (meaning === role.routeId) record.route = internValue(from, attribute, words);
  else if (meaning === role.nodeId) record.node = internValue(from, attribute, words);
  else if (meaning === role.thread) record.thread = internValue(from, attribute, words);
  else if (meaning === role.errorMessage) record.exception.message = valueText(from, attribute);
  else if (meaning === role.errorClass) record.exception.type = valueText(from, attribute);
  else if (meaning === role.stack) record.exception.stack = valueText(from, attribute);
  else putLogAttribute(batch, record, meaning);
}

function putLogAttribute(batch: LogBatch, record: Record, meaning: number): void {
  const { from, attribute } = batch;
  const { key, value } = batch.logs.columns.attributes;
  if (record.attributes === maxAttributes) {
    record.dropped += 1;
    return;
  }
  record.attributes += 1;
  putKey(key, attribute.key);
  if (meaning === role.secret) putText(value.data, masked);
  else if (meaning === role.uri || meaning === role.camelUri)
    putText(value.data, cutToBytes(sanitizeText(valueText(from, attribute)), batchLimits.mapValueBytes));
  else putValue(value.data, from, attribute);
}

function putTime(batch: LogBatch, record: Record): void {
  const { from, window } = batch;
  const ns = [record.time, record.observed].map((at) => (at < 0 ? 0n : from.view.getBigUint64(at, true))).find((value) => value !== 0n);
  const ms = ns === undefined ? window.nowMs : Number(ns / 1_000_000n);
  const kept = clampMs(ms, window);
  const { time } = batch.logs.columns;
  const exact = kept === ms && ns !== undefined ? ns : BigInt(Math.trunc(kept)) * 1_000_000n;
  putUint64(time.data, 0);
  time.data.view.setBigUint64(time.data.length - 8, exact, true);
  if (kept !== ms) adjusted(batch, clampedTime);
}

function levelOf(record: Record): number {
  if (record.severity !== 0) return levelOfSeverity(record.severity);
  const name = record.severityText.toLowerCase();
  return Object.hasOwn(logLevels, name) ? logLevels[name as keyof typeof logLevels] : logLevels.unspecified;
}

function putMessage(batch: LogBatch, record: Record): void {
  const { columns } = batch.logs;
  const message = sanitizeText(valueText(batch.from, record.body));
  const cut = cutToBytes(message, batchLimits.logMessageBytes);
  putText(columns.message.data, cut);
  if (cut !== message) adjusted(batch, "a message longer than 32 KiB was cut");
  const { type, message: said, stack } = record.exception;
  const exception = stack === "" && type !== "" ? `${type}: ${said}` : stack;
  putText(columns.exception.data, cutToBytes(sanitizeText(exception), batchLimits.errorStackBytes));
  const started = startedRoute(textOf(batch.words, batch.scope), message);
  if (started !== undefined && batch.routeNames.length < 1_000) {
    const { environment, app } = batch.resource;
    batch.routeNames.push({ ...started, environment: textOf(batch.words, environment), app: textOf(batch.words, app) });
  }
}
