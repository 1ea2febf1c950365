import { batchLimits, executionStatuses } from "#schema/protocol/v1/batch";
import { errorFingerprint } from "#server/ingest/fingerprint";
import type { ArrayColumn, DictionaryColumn, FixedColumn, MapColumn } from "#server/ingest/native/columns";
import { endRow, putFixed, putKey } from "#server/ingest/native/columns";
import { textOf } from "#server/ingest/native/lexicon";
import { putHalves, putText, putUint32, putUint64, putUint8, reserve } from "#server/ingest/native/sink";
import type { Batch } from "#server/ingest/ndjson/batch";
import { dictionaryWord, fieldWord, word } from "#server/ingest/ndjson/batch";
import { putExchangeIds } from "#server/ingest/ndjson/execution-exchanges";
import type { Line } from "#server/ingest/ndjson/execution-line";
import { field, fieldNames, fieldValue, has } from "#server/ingest/ndjson/fields";
import type { Fields } from "#server/ingest/ndjson/fields";
import type { Steps } from "#server/ingest/ndjson/steps";
import { nodeOfStep } from "#server/ingest/ndjson/steps";
import { integer, list, maxSafe, maxUint32, refuse } from "#server/ingest/ndjson/read";
import type { Numbers, StepWords } from "#server/ingest/ndjson/integer-lists";
import { addNumber } from "#server/ingest/ndjson/integer-lists";
import { numbersOf, perStep, stepWordsOf } from "#server/ingest/ndjson/step-numbers";

/** Reads the steps. The ids of the copies go to their column at once. */
export function readSteps(batch: Batch, from: Fields): Steps {
  const nodes = nodesOf(batch, from);
  const count = nodes.length;
  const exchangeIds = putExchangeIds(batch, from);
  const words = (which: number): StepWords => wordsOf(batch, from, { which, count });
  return {
    count,
    nodes,
    offsets: summedUp(numbersOf(from, field.o, { count, min: 0, max: maxUint32 })),
    durations: capped(numbersOf(from, field.u, { count, min: 0, max: maxSafe })),
    parents: perStep(from, field.pa, { count, min: -1, max: count - 1, otherwise: -1 }),
    status: perStep(from, field.st, { count, min: 0, max: executionStatuses.length - 1, otherwise: 1 }),
    iterations: perStep(from, field.i, { count, min: -1, max: 2_147_483_647, otherwise: -1 }),
    attempts: perStep(from, field.at, { count, min: 0, max: 65_535, otherwise: 0 }),
    exchanges: perStep(from, field.xs, { count, min: 0, max: exchangeIds, otherwise: 0 }),
    changed: perStep(from, field.ch, { count, min: 0, max: 15, otherwise: 0 }),
    branches: words(field.b),
    endpoints: words(field.ep),
    routes: words(field.rt),
    exchangeIds,
  };
}

function nodesOf(batch: Batch, from: Fields): Numbers {
  const nodes = from.lists[field.n] as Numbers;
  if (!has(from, field.n)) nodes.length = 0;
  else if (nodes.length < 0) {
    nodes.length = 0;
    for (const index of list(fieldValue(from, field.n), "n", batchLimits.steps)) addNumber(nodes, typeof index === "number" ? index : -1);
  }
  if (nodes.length > batchLimits.steps) refuse(`n has more than ${batchLimits.steps} elements`);
  for (let i = 0; i < nodes.length; i += 1) nodes.values[i] = dictionaryWord(batch, nodes.values[i] as number, "n");
  return nodes;
}

/** From the distance to the step before to the distance from the start of the exchange. */
function summedUp(offsets: Numbers): Numbers {
  let total = 0;
  for (let i = 0; i < offsets.length; i += 1) {
    total = Math.min(total + (offsets.values[i] as number), maxUint32);
    offsets.values[i] = total;
  }
  return offsets;
}

/** Durations above 71 minutes are capped in steps; the exchange keeps its own. */
function capped(durations: Numbers): Numbers {
  for (let i = 0; i < durations.length; i += 1) if ((durations.values[i] as number) > maxUint32) durations.values[i] = maxUint32;
  return durations;
}

function wordsOf(batch: Batch, from: Fields, { which, count }: { which: number; count: number }): StepWords {
  const found = stepWordsOf(from, which, count);
  const { values, length } = found.words;
  for (let i = 0; i < length; i += 1) values[i] = dictionaryWord(batch, values[i] as number, fieldNames[which] ?? "");
  return found;
}

/** Appends the row of `execution_steps`. */
export function putSteps(batch: Batch, line: Line): void {
  const to = batch.steps.columns;
  const { steps } = line;
  putKey(to.environment, batch.owner.environment);
  putKey(to.app, batch.owner.app);
  putKey(to.route, line.route);
  const { data: ids } = batch.executions.columns.execution_id;
  putFixed(to.execution_id, ids, ids.length - 16);
  putUint32(to.version.data, line.version);
  putUint64(to.start_time.data, line.startUs);
  putKey(to.graph_hash, line.graph);
  putKey(to.thread, fieldWord(batch, line.fields, field.th));
  for (let i = 0; i < steps.count; i += 1) putKey(to.node.of, steps.nodes.values[i] as number);
  endRow(to.node, steps.count);
  putAll(to.offset_us, steps.offsets);
  putAll(to.duration_us, steps.durations);
  putAll(to.parent, steps.parents);
  putAll(to.status, steps.status);
  putAll(to.iteration, steps.iterations);
  putAll(to.attempt, steps.attempts);
  putAll(to.exchange, steps.exchanges);
  putAll(to.changed, steps.changed);
  endRow(to.exchange_ids, steps.exchangeIds);
  putWords(to.branch, steps.branches);
  putWords(to.endpoint, steps.endpoints);
  putWords(to.entered_route, steps.routes);
  putStepErrors(batch, line);
  putSummedSteps(batch, line.fields);
}

function putAll(to: ArrayColumn<FixedColumn>, { values, length: count }: Numbers): void {
  const { data, width } = to.of;
  reserve(data, count * width);
  const { view, length } = data;
  if (width === 4) for (let i = 0; i < count; i += 1) view.setUint32(length + i * 4, values[i] as number, true);
  else if (width === 2) for (let i = 0; i < count; i += 1) view.setUint16(length + i * 2, values[i] as number, true);
  else for (let i = 0; i < count; i += 1) view.setUint8(length + i, values[i] as number);
  data.length = length + count * width;
  endRow(to, count);
}

function putWords(to: MapColumn<FixedColumn, DictionaryColumn>, { steps, words }: StepWords): void {
  for (let i = 0; i < steps.length; i += 1) {
    putUint32(to.key.data, steps.values[i] as number);
    putKey(to.value, words.values[i] as number);
  }
  endRow(to, steps.length);
}

function putStepErrors(batch: Batch, line: Line): void {
  const to = batch.steps.columns;
  const columns = [
    to.error_step,
    to.error_class,
    to.error_message,
    to.error_fingerprint,
    to.error_stack,
    to.error_handled,
    to.error_dead_letter,
  ];
  for (const error of line.errors) {
    const node = textOf(batch.words, nodeOfStep(line.steps, error.step));
    const print = error.fingerprint ?? errorFingerprint(textOf(batch.words, error.errorClass), node, error.message);
    putUint32(to.error_step.of.data, error.step);
    putKey(to.error_class.of, error.errorClass);
    putText(to.error_message.of.data, error.message);
    putHalves(to.error_fingerprint.of.data, print.low, print.high);
    putText(to.error_stack.of.data, error.stack);
    putUint8(to.error_handled.of.data, error.handled ? 1 : 0);
    putKey(to.error_dead_letter.of, error.deadLetter);
  }
  for (const column of columns) endRow(column, line.errors.length);
}

function putSummedSteps(batch: Batch, from: Fields): void {
  const to = batch.steps.columns;
  const summed = list(fieldValue(from, field.agg), "agg", batchLimits.steps);
  for (const entry of summed) {
    const [node, count, sum, max] = list(entry, "agg", 4);
    putKey(to.dropped_node.of, word(batch, node, "agg"));
    putUint32(to.dropped_count.of.data, integer(count, "agg", { min: 0, max: maxUint32 }));
    putUint64(to.dropped_sum_us.of.data, integer(sum, "agg", { min: 0, max: maxSafe }));
    putUint64(to.dropped_max_us.of.data, integer(max, "agg", { min: 0, max: maxSafe }));
  }
  for (const column of [to.dropped_node, to.dropped_count, to.dropped_sum_us, to.dropped_max_us]) endRow(column, summed.length);
}
