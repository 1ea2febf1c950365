import { batchLimits } from "#schema/protocol/v1/batch";
import { emptyText, textOf } from "#server/ingest/native/lexicon";
import type { Batch } from "#server/ingest/ndjson/batch";
import type { Line } from "#server/ingest/ndjson/execution";
import { refuse, text } from "#server/ingest/ndjson/read";

/** A running exchange goes to the live view and is stored when it ends. */
export function reportRunning(batch: Batch, line: Line): void {
  const { header, words } = batch;
  const traceId = text(line.members["tr"], "tr", batchLimits.idBytes).toLowerCase();
  if (!/^([0-9a-f]{32})?$/.test(traceId)) refuse("tr is not 32 hex digits");
  batch.running.push({
    executionId: withDashes(line.id),
    exchangeId: line.exchangeId,
    agentId: header.agent,
    app: header.app,
    environment: header.env,
    instance: header.inst,
    route: textOf(words, line.route),
    node: textOf(words, line.steps.nodes.at(-1) ?? emptyText),
    traceId,
    startMicros: line.startUs,
  });
}

export function withDashes(id: string): string {
  const plain = id.replaceAll("-", "");
  return `${plain.slice(0, 8)}-${plain.slice(8, 12)}-${plain.slice(12, 16)}-${plain.slice(16, 20)}-${plain.slice(20)}`;
}
