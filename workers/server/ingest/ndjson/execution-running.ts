import { batchLimits } from "#schema/protocol/v1/batch";
import { textOf } from "#server/ingest/native/lexicon";
import type { Batch } from "#server/ingest/ndjson/batch";
import type { Line } from "#server/ingest/ndjson/execution-line";
import { nodeOfStep } from "#server/ingest/ndjson/steps";
import type { Fields } from "#server/ingest/ndjson/fields";
import { field, readFieldText, textString } from "#server/ingest/ndjson/fields";
import { refuse } from "#server/ingest/ndjson/read";

/** A running exchange goes to the live view and is stored when it ends. */
export function reportRunning(batch: Batch, line: Line): void {
  const { header, words } = batch;
  const textOfField = (which: number): string => {
    readFieldText(line.fields, which, batchLimits.idBytes);
    return textString(line.fields.text);
  };
  const traceId = textOfField(field.tr).toLowerCase();
  if (!/^([0-9a-f]{32})?$/.test(traceId)) refuse("tr is not 32 hex digits");
  batch.running.push({
    executionId: withDashes(idOf(line.fields)),
    exchangeId: textOfField(field.e),
    agentId: header.agent,
    app: header.app,
    environment: header.env,
    instance: header.inst,
    route: textOf(words, line.route),
    node: textOf(words, nodeOfStep(line.steps, line.steps.count - 1)),
    traceId,
    startMicros: line.startUs,
  });
}

/** The execution id in small letters, as it was sent. */
export function idOf(from: Fields): string {
  readFieldText(from, field.id, batchLimits.idBytes);
  return textString(from.text).toLowerCase();
}

export function withDashes(id: string): string {
  const plain = id.replaceAll("-", "");
  return `${plain.slice(0, 8)}-${plain.slice(8, 12)}-${plain.slice(12, 16)}-${plain.slice(16, 20)}-${plain.slice(20)}`;
}
