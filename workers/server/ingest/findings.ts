import type { Lexicon } from "#server/ingest/native/lexicon";
import { internText } from "#server/ingest/native/lexicon";
import type { Block } from "#server/ingest/native/block";
import { block } from "#server/ingest/native/block";
import * as column from "#server/ingest/native/columns";
import { putKey } from "#server/ingest/native/columns";
import { putText, putUint32, putUint64, putUint8 } from "#server/ingest/native/sink";
import { sanitizeText } from "#server/ingest/sanitize";
import { putTimedUuid } from "#server/ingest/time";

export const sources = { ndjson: 0, "otlp-traces": 1, "otlp-metrics": 2, "otlp-logs": 3 } as const;
export type Source = keyof typeof sources;

export interface Finding {
  readonly kind: "execution" | "payload" | "graph" | "window" | "log" | "event" | "span" | "metric" | "line" | "request";
  /** adjusted: stored, but not as it came */
  readonly outcome: "rejected" | "adjusted";
  /** for people, and the same for all rows with the same fault */
  readonly reason: string;
  /** line or item number, from 1 */
  readonly position: number;
  /** what it was about; made only for the first of its kind */
  readonly excerpt: () => string;
}

interface Entry {
  readonly finding: Finding;
  readonly excerpt: string;
  rows: number;
}

/** What could not be stored as it came. Equal faults are counted, so that a batch of nothing but faults stays small. */
export interface Findings {
  readonly entries: Map<string, Entry>;
  /** rows that were refused */
  rejected: number;
  /** the first refused ones, for the answer */
  readonly first: { line: number; why: string }[];
}

const maxKinds = 200;
const maxFirst = 100;
const maxExcerpt = 1_024;

export function findings(): Findings {
  return { entries: new Map(), rejected: 0, first: [] };
}

export function report(to: Findings, finding: Finding): void {
  if (finding.outcome === "rejected") {
    to.rejected += 1;
    if (to.first.length < maxFirst) to.first.push({ line: finding.position, why: finding.reason });
  }
  const crowded = to.entries.size >= maxKinds;
  const reason = crowded ? "further faults of many kinds" : finding.reason;
  const id = `${crowded ? "" : finding.kind} ${finding.outcome} ${reason}`;
  const entry = to.entries.get(id);
  if (entry !== undefined) entry.rows += 1;
  else to.entries.set(id, { finding: { ...finding, reason }, excerpt: sanitizeText(finding.excerpt().slice(0, maxExcerpt)), rows: 1 });
}

/** Whom the findings concern; empty where the request did not say. */
export interface Origin {
  readonly tenant: string;
  readonly environment: string;
  readonly app: string;
  readonly instance: string;
  readonly source: Source;
}

function columns(tenant: number) {
  return {
    tenant_id: column.constant(tenant),
    environment: column.dictionary(),
    app: column.dictionary(),
    instance: column.dictionary(),
    time: column.instant(3),
    quarantine_id: column.uuid(),
    source: column.enumeration(sources),
    kind: column.dictionary(),
    outcome: column.enumeration({ rejected: 0, adjusted: 1 }),
    reason: column.dictionary(),
    excerpt: column.text(),
    position: column.uint32(),
    rows: column.uint32(),
  };
}

/** The findings as rows. `digest` names the request: with the clock standing still, two requests must not get the same ids. */
export function quarantineBlock(
  from: Findings,
  words: Lexicon,
  request: Origin & { readonly nowMs: number; readonly digest: string },
): Block {
  const rows = block("quarantine", columns(internText(words, request.tenant)));
  const to = rows.columns;
  const high = Number.parseInt(request.digest.slice(0, 8), 16);
  const extra = Number.parseInt(request.digest.slice(8, 16), 16);
  for (const { finding, excerpt, rows: count } of from.entries.values()) {
    putKey(to.environment, internText(words, request.environment));
    putKey(to.app, internText(words, request.app));
    putKey(to.instance, internText(words, request.instance));
    putUint64(to.time.data, request.nowMs);
    putTimedUuid(to.quarantine_id, request.nowMs, { high, extra, low: rows.rows });
    putUint8(to.source.data, sources[request.source]);
    putKey(to.kind, internText(words, finding.kind));
    putUint8(to.outcome.data, finding.outcome === "rejected" ? 0 : 1);
    putKey(to.reason, internText(words, finding.reason));
    putText(to.excerpt.data, excerpt);
    putUint32(to.position.data, finding.position);
    putUint32(to.rows.data, count);
    rows.rows += 1;
  }
  return rows;
}
