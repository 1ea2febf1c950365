import { batchLimits, executionStatuses } from "#schema/protocol/v1/batch";
import { errorFingerprint } from "#server/ingest/fingerprint";
import { putHex, putUuid, uuidMs } from "#server/ingest/hex";
import type { ArrayColumn, DictionaryColumn } from "#server/ingest/native/columns";
import { endRow, putKey } from "#server/ingest/native/columns";
import { emptyText, internText, textOf } from "#server/ingest/native/lexicon";
import { putHalves, putText, putUint16, putUint32, putUint64, putUint8, putZeros } from "#server/ingest/native/sink";
import type { Batch } from "#server/ingest/ndjson/batch";
import { noteAdjusted, word } from "#server/ingest/ndjson/batch";
import type { LineError } from "#server/ingest/ndjson/execution-errors";
import { decisiveError, readErrors } from "#server/ingest/ndjson/execution-errors";
import { putExecutionKeys } from "#server/ingest/ndjson/execution-keys";
import { reportRunning } from "#server/ingest/ndjson/execution-running";
import { countRuns } from "#server/ingest/ndjson/execution-runs";
import { putSteps, readSteps } from "#server/ingest/ndjson/execution-steps";
import type { Steps } from "#server/ingest/ndjson/execution-steps";
import type { Members } from "#server/ingest/ndjson/read";
import { integer, list, maxSafe, maxUint32, refuse, requiredText, text } from "#server/ingest/ndjson/read";
import { executionSources, statusNumbers } from "#server/ingest/tables/executions";
import { clampedTime, clampMs } from "#server/ingest/time";

/** What the parts of an execution line share. */
export interface Line {
  readonly members: Members;
  readonly id: string;
  readonly exchangeId: string;
  readonly route: number;
  readonly graph: number;
  readonly startUs: number;
  readonly durationUs: number;
  readonly status: number;
  readonly version: number;
  readonly steps: Steps;
  readonly errors: readonly LineError[];
}

/** Stores an execution line: its row, its steps, and its part of the statistics when the agent sends none. */
export function putExecution(batch: Batch, members: Members): void {
  const status = integer(members["s"], "s", { min: 0, max: executionStatuses.length - 1 });
  const line = readLine(batch, members, status);
  if (status === statusNumbers.running) {
    reportRunning(batch, line);
    return;
  }
  putSummary(batch, line);
  putSteps(batch, line);
  if (batch.header.win !== 1) countRuns(batch, line);
  if (line.version > 1) batch.ended.push(line.id);
  batch.executionIds.push(line.id);
  batch.executions.rows += 1;
  batch.steps.rows += 1;
}

function readLine(batch: Batch, members: Members, status: number): Line {
  const id = requiredText(members["id"], "id", batchLimits.idBytes).toLowerCase();
  if (Number.isNaN(uuidMs(id))) refuse("id is not a UUIDv7");
  const startUs = batch.header.t0 + integer(members["t"], "t", { min: -maxSafe, max: maxSafe });
  const steps = readSteps(batch, members);
  return {
    members,
    id,
    exchangeId: text(members["e"], "e", batchLimits.idBytes),
    route: word(batch, members["r"], "r"),
    graph: internText(batch.words, text(members["g"], "g", batchLimits.idBytes)),
    startUs: keptStart(batch, startUs),
    durationUs: integer(members["d"], "d", { min: 0, max: maxSafe, otherwise: 0 }),
    status,
    version: integer(members["v"], "v", { min: 0, max: maxUint32, otherwise: 1 }),
    steps,
    errors: readErrors(batch, members, steps.count),
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
  const { members } = line;
  putKey(to.environment, batch.owner.environment);
  putKey(to.app, batch.owner.app);
  putKey(to.instance, batch.owner.instance);
  putKey(to.deployment, batch.owner.deployment);
  putKey(to.agent_id, batch.owner.agent);
  putUint8(to.source.data, sourceOf(members["src"]));
  putKey(to.route, line.route);
  putKey(to.from_uri, word(batch, members["f"], "f"));
  if (!putUuid(to.execution_id, line.id)) refuse("id is not a UUIDv7");
  putUint32(to.version.data, line.version);
  putText(to.exchange_id.data, line.exchangeId);
  putTrace(batch, members);
  putParent(batch, members);
  if (!putUuid(to.replay_of, text(members["ro"], "ro", batchLimits.idBytes))) refuse("ro is not an execution id");
  const links = list(members["links"], "links", batchLimits.links);
  for (const link of links)
    if (!putUuid(to.links.of, requiredText(link, "links", batchLimits.idBytes)))
      refuse("links holds something that is not an execution id");
  endRow(to.links, links.length);
  putUint64(to.start_time.data, line.startUs);
  putUint64(to.duration_us.data, line.durationUs);
  putUint8(to.status.data, line.status);
  putError(batch, line);
  putUint16(to.redeliveries.data, Math.min(integer(members["rd"], "rd", { min: 0, max: maxUint32, otherwise: 0 }), 65_535));
  const dropped = integer(members["ds"], "ds", { min: 0, max: maxUint32, otherwise: 0 });
  putUint32(to.step_count.data, line.steps.count + dropped);
  putUint32(to.dropped_steps.data, dropped);
  putUint8(to.capture_level.data, integer(members["lv"], "lv", { min: 0, max: 4, otherwise: 2 }));
  putUint8(to.has_payload.data, members["pl"] === 1 ? 1 : 0);
  putKey(to.graph_hash, line.graph);
  putHits(batch, line);
  putExecutionKeys(batch, line);
}

function sourceOf(value: unknown): number {
  if (value === undefined || value === null) return executionSources.agent;
  return typeof value === "string" && Object.hasOwn(executionSources, value)
    ? executionSources[value as keyof typeof executionSources]
    : refuse("src is not agent, replay or test");
}

function putTrace(batch: Batch, members: Members): void {
  const to = batch.executions.columns;
  if (!putHex(to.trace_id, text(members["tr"], "tr", batchLimits.idBytes), 16)) refuse("tr is not 32 hex digits");
  if (!putHex(to.span_id, text(members["sp"], "sp", batchLimits.idBytes), 8)) refuse("sp is not 16 hex digits");
  putZeros(to.parent_span_id.data, 8);
}

/** `executionId:step:app:route`; a route may hold colons. */
function putParent(batch: Batch, members: Members): void {
  const to = batch.executions.columns;
  if (members["p"] === undefined) {
    putZeros(to.parent_execution_id.data, 16);
    putUint32(to.parent_step.data, -1);
    putKey(to.parent_app, emptyText);
    putKey(to.parent_route, emptyText);
    return;
  }
  const [id = "", step = "-1", app = "", ...route] = text(members["p"], "p", 1_024).split(":");
  if (!putUuid(to.parent_execution_id, id)) refuse("p does not begin with an execution id");
  const number = Number(step);
  putUint32(to.parent_step.data, Number.isInteger(number) ? number : -1);
  putKey(to.parent_app, internText(batch.words, app));
  putKey(to.parent_route, internText(batch.words, route.join(":")));
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
  const node = line.steps.nodes[error.step] ?? emptyText;
  const print = error.fingerprint ?? errorFingerprint(textOf(batch.words, error.errorClass), textOf(batch.words, node), error.message);
  putKey(to.error_class, error.errorClass);
  putText(to.error_message.data, error.message);
  putHalves(to.error_fingerprint.data, print.low, print.high);
  putKey(to.failed_node, node);
}

function putHits(batch: Batch, line: Line): void {
  const to = batch.executions.columns;
  const { seen } = batch;
  let nodes = 0;
  for (const node of line.steps.nodes) {
    if (seen[node] === batch.line) continue;
    seen[node] = batch.line;
    putKey(to.nodes_hit.of, node);
    nodes += 1;
  }
  endRow(to.nodes_hit, nodes);
  putDistinct(to.routes_hit, line.route, line.steps.routes);
  putDistinct(to.endpoints_hit, emptyText, line.steps.endpoints);
}

/** The first text and those of the steps, each once. Few: a look through what is there beats a set. */
function putDistinct(to: ArrayColumn<DictionaryColumn>, first: number, steps: ReadonlyMap<number, number>): void {
  const texts: number[] = first === emptyText ? [] : [first];
  for (const text of steps.values()) if (!texts.includes(text)) texts.push(text);
  for (const text of texts) putKey(to.of, text);
  endRow(to, texts.length);
}
