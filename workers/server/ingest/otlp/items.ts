import type { Findings } from "#server/ingest/findings";
import { report } from "#server/ingest/findings";
import type { Finding } from "#server/ingest/findings";
import type { Block } from "#server/ingest/native/block";
import { beginRow, dropRow } from "#server/ingest/native/block";
import type { Lexicon } from "#server/ingest/native/lexicon";
import { emptyText, intern, lexicon } from "#server/ingest/native/lexicon";
import type { Attribute, Roles } from "#server/ingest/otlp/attributes";
import { attribute, roles } from "#server/ingest/otlp/attributes";
import type { Resource } from "#server/ingest/otlp/resource";
import { readResource, refusalOf } from "#server/ingest/otlp/resource";
import type { IngestSettings } from "#server/ingest/otlp/trace-batch";
import { hexExcerpt } from "#server/ingest/otlp/traces";
import type { Wire } from "#server/ingest/otlp/wire";
import { eachMessage, Malformed, messageTag, wire } from "#server/ingest/otlp/wire";
import type { TimeWindow } from "#server/ingest/time";

/** A request of logs or metrics on its way into columns. */
export interface ItemBatch {
  readonly from: Wire;
  readonly tenant: string;
  readonly window: TimeWindow;
  readonly words: Lexicon;
  readonly roles: Roles;
  readonly findings: Findings;
  readonly attribute: Attribute;
  /** the only environment that may be named; null for any */
  readonly environment: string | null;
  /** whose everything is, whatever it says; null when it is believed */
  readonly app: string | null;
  /** why the resource being read may not be stored */
  refusal: string | undefined;
  /** of the items being read */
  resource: Resource;
  scope: number;
  /** items seen, good and bad */
  position: number;
}

const nobody: Resource = { environment: emptyText, app: emptyText, deployment: emptyText, instance: emptyText, attributes: [] };

export function itemBatch(body: Uint8Array, settings: IngestSettings): ItemBatch {
  const words = lexicon();
  return {
    ...settings,
    from: wire(body),
    words,
    roles: roles(words),
    attribute: attribute(words),
    refusal: undefined,
    resource: nobody,
    scope: emptyText,
    position: 0,
  };
}

/** Calls `visit` for each item (field 2) of each scope (field 2) of each resource (field 1); `batch` says whose it is. */
export function eachItem(batch: ItemBatch, visit: (start: number, end: number) => void): void {
  const { from } = batch;
  eachMessage(from, { tag: messageTag(1), start: 0, end: from.bytes.length }, (start, end) => {
    batch.resource = readResource(batch, start, end);
    batch.refusal = refusalOf(batch, batch.resource);
    eachMessage(from, { tag: messageTag(2), start, end }, (first, last) => {
      batch.scope = readScope(batch, first, last);
      eachMessage(from, { tag: messageTag(2), start: first, end: last }, visit);
    });
  });
}

function readScope({ from, words }: ItemBatch, start: number, end: number): number {
  let name = emptyText;
  eachMessage(from, { tag: messageTag(1), start, end }, (first, last) => {
    eachMessage(from, { tag: messageTag(1), start: first, end: last }, (start, end) => (name = intern(words, from, { start, end })));
  });
  return name;
}

/** Writes one row; when the item turns out to be malformed, takes it back and reports it. */
export function tryRow(batch: ItemBatch, rows: Block, item: { kind: Finding["kind"]; start: number; end: number; put: () => void }): void {
  batch.position += 1;
  beginRow(rows);
  try {
    if (batch.refusal !== undefined) throw new Malformed(batch.refusal);
    item.put();
  } catch (thrown) {
    if (!(thrown instanceof Malformed)) throw thrown;
    dropRow(rows);
    const excerpt = (): string => hexExcerpt(batch.from.bytes, item.start, item.end);
    report(batch.findings, { kind: item.kind, outcome: "rejected", reason: thrown.message, position: batch.position, excerpt });
  }
}
