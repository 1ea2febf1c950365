import { batchLimits } from "#schema/protocol/v1/batch";
import { Problem } from "#schema/problems";
import type { Finding } from "#server/ingest/findings";
import { report } from "#server/ingest/findings";
import { beginRow, dropRow } from "#server/ingest/native/block";
import type { Block } from "#server/ingest/native/block";
import type { FixedColumn } from "#server/ingest/native/columns";
import type { Bytes, Place } from "#server/ingest/native/sink";
import type { Batch, BatchSettings } from "#server/ingest/ndjson/batch";
import { openBatch } from "#server/ingest/ndjson/batch";
import { putEventLine } from "#server/ingest/ndjson/event";
import { putExecution } from "#server/ingest/ndjson/execution";
import { field, scanFields } from "#server/ingest/ndjson/fields";
import { readGraph } from "#server/ingest/ndjson/graph";
import { readHeader } from "#server/ingest/ndjson/header";
import { putLogLine } from "#server/ingest/ndjson/log";
import { putPayload } from "#server/ingest/ndjson/payload";
import type { Members } from "#server/ingest/ndjson/read";
import { isObject, refuse, RefusedLine } from "#server/ingest/ndjson/read";
import { putWindowLine } from "#server/ingest/ndjson/window";
import { putWindow } from "#server/ingest/statistics";

interface Kind {
  readonly name: Finding["kind"];
  readonly put: (batch: Batch, members: Members) => void;
  readonly blocks: (batch: Batch) => readonly Block[];
}

const execution: Kind = {
  name: "execution",
  put: (batch, members) => putExecutionAgain(batch, members),
  blocks: (batch) => [batch.executions, batch.steps],
};

const kinds: Readonly<Record<string, Kind>> = {
  x: execution,
  p: { name: "payload", put: putPayload, blocks: (batch) => [batch.payloads] },
  g: { name: "graph", put: readGraph, blocks: () => [] },
  w: { name: "window", put: putWindowLine, blocks: (batch) => [batch.statistics] },
  l: { name: "log", put: putLogLine, blocks: (batch) => [batch.logs] },
  e: { name: "event", put: putEventLine, blocks: (batch) => [batch.events] },
};

const lineFeed = 0x0a;
const decoder = new TextDecoder();
const maxExcerpt = 512;

/**
 * Decodes a native batch into columns. A line that cannot be stored is reported, with its number and a reason, and left out; a batch
 * without a usable header raises `malformed-body`.
 */
export function decodeBatch(body: Uint8Array, settings: BatchSettings): Batch {
  let end = lineEnd(body, 0);
  const from = { bytes: body, view: new DataView(body.buffer, body.byteOffset, body.byteLength) };
  const batch = openBatch(headerOf(body.subarray(0, end)), settings);
  while (end < body.length) {
    const start = end + 1;
    end = lineEnd(body, start);
    batch.line += 1;
    if (end === start) continue;
    if (batch.line > batchLimits.lines) throw new Problem("too-large", { detail: `A batch may have ${batchLimits.lines} lines.` });
    decodeLine(batch, from, { start, end });
  }
  for (const window of batch.sums.list) putWindow(batch.statistics, window);
  markPayloads(batch);
  return batch;
}

function lineEnd(body: Uint8Array, start: number): number {
  const found = body.indexOf(lineFeed, start);
  return found < 0 ? body.length : found;
}

function headerOf(line: Uint8Array): ReturnType<typeof readHeader> {
  try {
    return readHeader(parse(line));
  } catch (thrown) {
    if (thrown instanceof RefusedLine) throw new Problem("malformed-body", { detail: `Line 1: ${thrown.message}.` });
    throw thrown;
  }
}

function parse(line: Uint8Array): unknown {
  if (line.length > batchLimits.lineBytes * 4) refuse("the line has more than 4 MiB");
  try {
    return JSON.parse(decoder.decode(line));
  } catch {
    return refuse("the line is not JSON");
  }
}

function decodeLine(batch: Batch, from: Bytes, place: Place): void {
  const line = from.bytes.subarray(place.start, place.end);
  let kind: Kind | undefined;
  try {
    if (line.length > batchLimits.lineBytes) refuse(`the line has more than ${batchLimits.lineBytes} bytes`);
    if (isUsualExecution(batch, from, place)) {
      kind = execution;
      return store(batch, kind, () => putExecution(batch, batch.fields));
    }
    const members = parse(line);
    if (!isObject(members)) return refuse("the line is not an object");
    const { k } = members;
    kind = typeof k === "string" && Object.hasOwn(kinds, k) ? kinds[k] : undefined;
    if (kind === undefined) return refuse("k names no kind of line");
    const { put } = kind;
    store(batch, kind, () => put(batch, members));
  } catch (thrown) {
    if (!(thrown instanceof RefusedLine)) throw thrown;
    const excerpt = (): string => decoder.decode(line.subarray(0, maxExcerpt));
    report(batch.findings, { kind: kind?.name ?? "line", outcome: "rejected", reason: thrown.message, position: batch.line, excerpt });
  }
}

const startOfExecution = new TextEncoder().encode('{"k":"x"');
const kindAt = 5;

/** An execution line as agents write it, without blanks and with its kind in front, is read from its bytes. */
function isUsualExecution(batch: Batch, from: Bytes, place: Place): boolean {
  for (let i = 0; i < startOfExecution.length; i += 1) if (from.bytes[place.start + i] !== startOfExecution[i]) return false;
  return scanFields(batch.fields, from, place) && batch.fields.starts[field.k] === place.start + kindAt;
}

/** Every other execution line is written anew, so that there is one way to read them. */
function putExecutionAgain(batch: Batch, members: Members): void {
  const bytes = new TextEncoder().encode(JSON.stringify(members));
  const from = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
  if (!scanFields(batch.fields, from, { start: 0, end: bytes.length })) refuse("the line is nested too deeply");
  putExecution(batch, batch.fields);
}

function store(batch: Batch, kind: Kind, put: () => void): void {
  const blocks = kind.blocks(batch);
  for (const block of blocks) beginRow(block);
  try {
    put();
    batch.accepted += 1;
  } catch (thrown) {
    for (const block of blocks) dropRow(block);
    throw thrown;
  }
}

/** An exchange whose payloads travel in the same batch has some, whatever its line says. */
function markPayloads({ payloads, executions }: Batch): void {
  if (payloads.rows === 0) return;
  const idAt = ({ data }: FixedColumn, row: number): string =>
    `${data.view.getBigUint64(row * 16)} ${data.view.getBigUint64(row * 16 + 8)}`;
  const withPayload = new Set(Array.from({ length: payloads.rows }, (_, row) => idAt(payloads.columns.execution_id, row)));
  const { has_payload: marks, execution_id: ids } = executions.columns;
  for (let row = 0; row < executions.rows; row += 1) if (withPayload.has(idAt(ids, row))) marks.data.bytes[row] = 1;
}
