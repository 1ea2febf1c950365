import { report } from "#server/ingest/findings";
import { beginRow, dropRow } from "#server/ingest/native/block";
import { emptyText, intern } from "#server/ingest/native/lexicon";
import { isCamelScope } from "#server/ingest/otlp/camel-names";
import { readResource, refusalOf } from "#server/ingest/otlp/resource";
import { putSpan } from "#server/ingest/otlp/put-span";
import { readSpan } from "#server/ingest/otlp/read-span";
import { beginFacts, dropFacts } from "#server/ingest/otlp/span-facts";
import { putOwner } from "#server/ingest/otlp/span-owner";
import type { IngestSettings, TraceBatch } from "#server/ingest/otlp/trace-batch";
import { traceBatch } from "#server/ingest/otlp/trace-batch";
import { eachMessage, Malformed, messageTag, wire } from "#server/ingest/otlp/wire";

const resourceSpans = messageTag(1);
const scopeSpans = messageTag(2);
const scope = messageTag(1);
const span = messageTag(2);
const scopeName = messageTag(1);

/**
 * Decodes an ExportTraceServiceRequest straight into the columns of `spans`. A span that cannot be stored is reported and left out;
 * throws `Malformed` when the frame around the spans is broken, for then nothing after it can be trusted.
 */
export function decodeTraces(body: Uint8Array, settings: IngestSettings): TraceBatch {
  const batch = traceBatch(wire(body), settings);
  const { from } = batch;
  eachMessage(from, { tag: resourceSpans, start: 0, end: body.length }, (start, end) => {
    const resource = readResource(batch, start, end);
    batch.resources.push(resource);
    batch.refusal = refusalOf(batch, resource);
    eachMessage(from, { tag: scopeSpans, start, end }, (first, last) => decodeScope(batch, first, last));
  });
  return batch;
}

function decodeScope(batch: TraceBatch, start: number, end: number): void {
  const { from, spans } = batch;
  let name = emptyText;
  eachMessage(from, { tag: scope, start, end }, (first, last) => {
    eachMessage(from, { tag: scopeName, start: first, end: last }, (start, end) => {
      name = intern(batch.words, from, { start, end });
    });
  });
  batch.camelScope = isCamelScope(batch.names, name);
  const before = spans.rows;
  eachMessage(from, { tag: span, start, end }, (_, last) => decodeSpan(batch, last));
  putOwner(batch, name, spans.rows - before);
}

function decodeSpan(batch: TraceBatch, end: number): void {
  const { spans, facts, from } = batch;
  const start = from.at;
  batch.position += 1;
  beginRow(spans);
  beginFacts(facts);
  try {
    if (batch.refusal !== undefined) throw new Malformed(batch.refusal);
    readSpan(batch, end);
    putSpan(batch);
  } catch (thrown) {
    if (!(thrown instanceof Malformed)) throw thrown;
    dropRow(spans);
    dropFacts(facts);
    report(batch.findings, {
      kind: "span",
      outcome: "rejected",
      reason: thrown.message,
      position: batch.position,
      excerpt: () => hexExcerpt(from.bytes, start, end),
    });
  }
}

/** The first bytes of something that could not be read. */
export function hexExcerpt(bytes: Uint8Array, start: number, end: number): string {
  return Array.from(bytes.subarray(start, Math.min(end, start + 128)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
