import { batchLimits, executionStatuses } from "#schema/protocol/v1/batch";
import { errorFingerprint } from "#server/ingest/fingerprint";
import { putHexPlace, putUuid, putUuidPlace, uuidPlaceMs } from "#server/ingest/hex";
import { endRow, putKey } from "#server/ingest/native/columns";
import { emptyText, intern, textOf } from "#server/ingest/native/lexicon";
import { putHalves, putText, putUint16, putUint32, putUint64, putUint8, putZeros } from "#server/ingest/native/sink";
import type { Batch } from "#server/ingest/ndjson/batch";
import { fieldWord, noteAdjusted } from "#server/ingest/ndjson/batch";
import { decisiveError, readErrors } from "#server/ingest/ndjson/execution-errors";
import { putHits } from "#server/ingest/ndjson/execution-hits";
import { putExecutionKeys } from "#server/ingest/ndjson/execution-keys";
import type { Line } from "#server/ingest/ndjson/execution-line";
import { putParent } from "#server/ingest/ndjson/execution-parent";
import { idOf, reportRunning } from "#server/ingest/ndjson/execution-running";
import { countRuns } from "#server/ingest/ndjson/execution-runs";
import { putSteps, readSteps } from "#server/ingest/ndjson/execution-steps";

import type { Fields } from "#server/ingest/ndjson/fields";
import { field, fieldInteger, fieldValue, has, putTextPlace, readFieldText } from "#server/ingest/ndjson/fields";
import { nodeOfStep } from "#server/ingest/ndjson/steps";
import { list, maxSafe, maxUint32, refuse, requiredText } from "#server/ingest/ndjson/read";
import { executionSources, statusNumbers } from "#server/ingest/tables/executions";
import { clampedTime, clampMs } from "#server/ingest/time";

/** Stores an execution line: its row, its steps, and its part of the statistics when the agent sends none. */
export function putExecution(batch: Batch, from: Fields): void {
  const status = fieldInteger(from, field.s, { min: 0, max: executionStatuses.length - 1 });
  const line = readLine(batch, from, status);
  if (status === statusNumbers.running) {
    reportRunning(batch, line);
    return;
  }
  putSummary(batch, line);
  putSteps(batch, line);
  if (batch.header.win !== 1) countRuns(batch, line);
  if (line.version > 1) batch.ended.push(idOf(from));
  batch.executions.rows += 1;
  batch.steps.rows += 1;
}

function readLine(batch: Batch, from: Fields, status: number): Line {
  readFieldText(from, field.id, batchLimits.idBytes);
  if (from.text.start === from.text.end) refuse("id is missing");
  if (Number.isNaN(uuidPlaceMs(from.text))) refuse("id is not a UUIDv7");
  const startUs = batch.header.t0 + fieldInteger(from, field.t, { min: -maxSafe, max: maxSafe });
  const steps = readSteps(batch, from);
  readFieldText(from, field.g, batchLimits.idBytes);
  return {
    fields: from,
    route: fieldWord(batch, from, field.r),
    graph: intern(batch.words, from.text.from, from.text),
    startUs: keptStart(batch, startUs),
    durationUs: fieldInteger(from, field.d, { min: 0, max: maxSafe, otherwise: 0 }),
    status,
    version: fieldInteger(from, field.v, { min: 0, max: maxUint32, otherwise: 1 }),
    steps,
    errors: readErrors(batch, from, steps.count),
  };
}

function keptStart(batch: Batch, startUs: number): number {
  const kept = clampMs(startUs / 1_000, batch.window) * 1_000;
  if (kept === startUs || Math.abs(kept - startUs) < 1) return startUs;
  noteAdjusted(batch, "execution", clampedTime);
  return Math.trunc(kept);
}

function putSummary(batch: Batch, line: Line): void {
  const to = batch.executions.columns;
  const from = line.fields;
  putKey(to.environment, batch.owner.environment);
  putKey(to.app, batch.owner.app);
  putKey(to.instance, batch.owner.instance);
  putKey(to.deployment, batch.owner.deployment);
  putKey(to.agent_id, batch.owner.agent);
  putUint8(to.source.data, sourceOf(fieldValue(from, field.src)));
  putKey(to.route, line.route);
  putKey(to.from_uri, fieldWord(batch, from, field.f));
  readFieldText(from, field.id, batchLimits.idBytes);
  if (!putUuidPlace(to.execution_id, from.text)) refuse("id is not a UUIDv7");
  putUint32(to.version.data, line.version);
  readFieldText(from, field.e, batchLimits.idBytes);
  putTextPlace(to.exchange_id.data, from.text);
  putTrace(batch, from);
  putParent(batch, from);
  putRelations(batch, from);
  putUint64(to.start_time.data, line.startUs);
  putUint64(to.duration_us.data, line.durationUs);
  putUint8(to.status.data, line.status);
  putError(batch, line);
  putUint16(to.redeliveries.data, Math.min(fieldInteger(from, field.rd, { min: 0, max: maxUint32, otherwise: 0 }), 65_535));
  const dropped = fieldInteger(from, field.ds, { min: 0, max: maxUint32, otherwise: 0 });
  putUint32(to.step_count.data, line.steps.count + dropped);
  putUint32(to.dropped_steps.data, dropped);
  putUint8(to.capture_level.data, fieldInteger(from, field.lv, { min: 0, max: 4, otherwise: 2 }));
  putUint8(to.has_payload.data, has(from, field.pl) && fieldValue(from, field.pl) === 1 ? 1 : 0);
  putKey(to.graph_hash, line.graph);
  putHits(batch, line);
  putExecutionKeys(batch, line);
}

/** Which execution was run again, and which others belong to it. */
function putRelations(batch: Batch, from: Fields): void {
  const to = batch.executions.columns;
  readFieldText(from, field.ro, batchLimits.idBytes);
  if (!putUuidPlace(to.replay_of, from.text)) refuse("ro is not an execution id");
  const links = list(fieldValue(from, field.links), "links", batchLimits.links);
  for (const link of links)
    if (!putUuid(to.links.of, requiredText(link, "links", batchLimits.idBytes)))
      refuse("links holds something that is not an execution id");
  endRow(to.links, links.length);
}

function sourceOf(value: unknown): number {
  if (value === undefined || value === null) return executionSources.agent;
  return typeof value === "string" && Object.hasOwn(executionSources, value)
    ? executionSources[value as keyof typeof executionSources]
    : refuse("src is not agent, replay or test");
}

function putTrace(batch: Batch, from: Fields): void {
  const to = batch.executions.columns;
  readFieldText(from, field.tr, batchLimits.idBytes);
  if (!putHexPlace(to.trace_id, from.text, 16)) refuse("tr is not 32 hex digits");
  readFieldText(from, field.sp, batchLimits.idBytes);
  if (!putHexPlace(to.span_id, from.text, 8)) refuse("sp is not 16 hex digits");
  putZeros(to.parent_span_id.data, 8);
}

function putError(batch: Batch, line: Line): void {
  const to = batch.executions.columns;
  const error = decisiveError(line.errors, line.status);
  if (error === undefined) {
    putKey(to.error_class, emptyText);
    putText(to.error_message.data, "");
    putZeros(to.error_fingerprint.data, 8);
    putKey(to.failed_node, emptyText);
    return;
  }
  const node = nodeOfStep(line.steps, error.step);
  const print = error.fingerprint ?? errorFingerprint(textOf(batch.words, error.errorClass), textOf(batch.words, node), error.message);
  putKey(to.error_class, error.errorClass);
  putText(to.error_message.data, error.message);
  putHalves(to.error_fingerprint.data, print.low, print.high);
  putKey(to.failed_node, node);
}
