import type { LogKind } from "#schema/protocol/runner/v1/log-line";
import type { Block } from "#server/ingest/native/block";
import { block } from "#server/ingest/native/block";
import * as column from "#server/ingest/native/columns";
import type { Lexicon } from "#server/ingest/native/lexicon";
import { internText } from "#server/ingest/native/lexicon";
import { putText, putUint64, putUint8 } from "#server/ingest/native/sink";

const kinds = { container: 0, rollout: 1, evidence: 2 } as const;
const sources = { stdout: 0, stderr: 1, runner: 2 } as const;

/** What all lines of a stream have in common. */
export interface StreamFacts {
  readonly tenant: string;
  readonly environment: string;
  readonly app: string;
  readonly instance: string;
  readonly kind: LogKind;
  readonly runner: string;
  readonly stream: string;
  /** Empty when the stream belongs to none. */
  readonly deployment: string;
}

export interface StoredLine {
  /** Bytes of the stream before the line. */
  readonly offset: number;
  readonly nanos: bigint;
  readonly source: keyof typeof sources;
  readonly text: string;
  readonly droppedBytes: number;
}

export function containerLogBlock(lines: readonly StoredLine[], words: Lexicon, facts: StreamFacts): Block {
  const constant = (text: string) => column.constant(internText(words, text));
  const columns = {
    tenant_id: constant(facts.tenant),
    environment: constant(facts.environment),
    app: constant(facts.app),
    instance: constant(facts.instance),
    kind: column.enumeration(kinds),
    runner: constant(facts.runner),
    stream: constant(facts.stream),
    line_offset: column.uint64(),
    time: column.instant(9),
    source: column.enumeration(sources),
    deployment: constant(facts.deployment),
    text: column.text(),
    dropped_bytes: column.uint64(),
  };
  for (const line of lines) {
    putUint8(columns.kind.data, kinds[facts.kind]);
    putUint64(columns.line_offset.data, line.offset);
    putUint64(columns.time.data, 0);
    columns.time.data.view.setBigUint64(columns.time.data.length - 8, line.nanos, true);
    putUint8(columns.source.data, sources[line.source]);
    putText(columns.text.data, line.text);
    putUint64(columns.dropped_bytes.data, line.droppedBytes);
  }
  const rows = block("container_logs", columns);
  rows.rows = lines.length;
  return rows;
}
