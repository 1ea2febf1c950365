import { batchLimits, executionStatuses } from "#schema/protocol/v1/batch";
import { putUuid } from "#server/ingest/hex";
import type { ArrayColumn, FixedColumn, MapColumn } from "#server/ingest/native/columns";
import { endRow, putKey } from "#server/ingest/native/columns";
import type { DictionaryColumn } from "#server/ingest/native/columns";
import { putHalves, putText, putUint32, putUint64, putUint8, reserve } from "#server/ingest/native/sink";
import type { Batch } from "#server/ingest/ndjson/batch";
import { word } from "#server/ingest/ndjson/batch";
import type { Line } from "#server/ingest/ndjson/execution";
import type { Members } from "#server/ingest/ndjson/read";
import { integer, isObject, list, maxSafe, maxUint32, refuse, requiredText, text } from "#server/ingest/ndjson/read";
import { errorFingerprint } from "#server/ingest/fingerprint";
import { textOf } from "#server/ingest/native/lexicon";

/** The steps of an execution line, checked. Texts are numbers of the lexicon. */
export interface Steps {
  readonly count: number;
  readonly nodes: readonly number[];
  readonly offsets: readonly number[];
  readonly durations: readonly number[];
  /** empty: the default for every step */
  readonly parents: readonly number[];
  readonly status: readonly number[];
  readonly iterations: readonly number[];
  readonly attempts: readonly number[];
  readonly exchanges: readonly number[];
  readonly changed: readonly number[];
  readonly exchangeIds: readonly string[];
  readonly branches: ReadonlyMap<number, number>;
  readonly endpoints: ReadonlyMap<number, number>;
  readonly routes: ReadonlyMap<number, number>;
}

const nothing: readonly number[] = [];
const noWords: ReadonlyMap<number, number> = new Map();

export function readSteps(batch: Batch, members: Members): Steps {
  const nodes = nodesOf(batch, members["n"]);
  const count = nodes.length;
  const each = (name: string, min: number, max: number): Range => ({ name, count, min, max });
  const exchangeIds = subExchanges(members);
  return {
    count,
    nodes,
    offsets: offsets(members["o"], count),
    durations: capped(numbers(members["u"], each("u", 0, maxSafe))),
    parents: perStep(members["pa"], each("pa", -1, count - 1), -1),
    status: perStep(members["st"], each("st", 0, executionStatuses.length - 1), 1),
    iterations: perStep(members["i"], each("i", -1, 2_147_483_647), -1),
    attempts: perStep(members["at"], each("at", 0, 65_535), 0),
    exchanges: perStep(members["xs"], each("xs", 0, exchangeIds.length), 0),
    changed: perStep(members["ch"], each("ch", 0, 15), 0),
    exchangeIds,
    branches: stepWords(batch, members["b"], { name: "b", count }),
    endpoints: stepWords(batch, members["ep"], { name: "ep", count }),
    routes: stepWords(batch, members["rt"], { name: "rt", count }),
  };
}

function nodesOf(batch: Batch, value: unknown): readonly number[] {
  const said = list(value, "n", batchLimits.steps);
  const nodes: number[] = [];
  for (let i = 0; i < said.length; i += 1) nodes.push(word(batch, said[i], "n"));
  return nodes;
}

interface Range {
  readonly name: string;
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

function numbers(value: unknown, range: Range): readonly number[] {
  if (value === undefined && range.count === 0) return nothing;
  if (!Array.isArray(value) || value.length !== range.count) return refuse(`${range.name} has not as many numbers as n has steps`);
  for (const number of value as unknown[]) {
    if (typeof number !== "number" || !(number >= range.min && number <= range.max) || Math.floor(number) !== number) {
      return refuse(`${range.name} holds something that is not an integer from ${range.min} to ${range.max}`);
    }
  }
  return value as readonly number[];
}

/** One value for all steps, or one per step. Empty when all have the default. */
function perStep(value: unknown, range: Range, otherwise: number): readonly number[] {
  if (value === undefined || value === null || value === otherwise) return nothing;
  if (typeof value !== "number") return numbers(value, range);
  return Array.from({ length: range.count }, () => integer(value, range.name, range));
}

/** Durations above 71 minutes are capped in steps; the exchange keeps its own. */
function capped(durations: readonly number[]): readonly number[] {
  return durations.some((duration) => duration > maxUint32) ? durations.map((duration) => Math.min(duration, maxUint32)) : durations;
}

/** From the distance to the step before to the distance from the start of the exchange. */
function offsets(value: unknown, count: number): readonly number[] {
  const deltas = numbers(value, { name: "o", count, min: 0, max: maxUint32 });
  const sums: number[] = [];
  let total = 0;
  for (let i = 0; i < count; i += 1) {
    total = Math.min(total + (deltas[i] as number), maxUint32);
    sums.push(total);
  }
  return sums;
}

function subExchanges(members: Members): readonly string[] {
  if (members["x"] === undefined) return [];
  const root = text(members["e"], "e", batchLimits.idBytes);
  const dash = root.lastIndexOf("-");
  const seed = dash < 0 ? root : root.slice(0, dash);
  return list(members["x"], "x", batchLimits.subExchanges).map((id) => {
    const found = requiredText(id, "x", batchLimits.idBytes);
    return found.startsWith("-") ? seed + found : found;
  });
}

function stepWords(batch: Batch, value: unknown, range: { name: string; count: number }): ReadonlyMap<number, number> {
  if (value === undefined || value === null) return noWords;
  if (!isObject(value)) return refuse(`${range.name} is not an object`);
  const words = new Map<number, number>();
  for (const step in value) {
    const number = Number(step);
    if (!(number >= 0 && number < range.count) || !Number.isInteger(number)) refuse(`${range.name} names a step that n does not have`);
    words.set(number, word(batch, value[step], range.name));
  }
  return words;
}

/** Appends the row of `execution_steps`. */
export function putSteps(batch: Batch, line: Line): void {
  const to = batch.steps.columns;
  const { steps } = line;
  putKey(to.environment, batch.owner.environment);
  putKey(to.app, batch.owner.app);
  putKey(to.route, line.route);
  if (!putUuid(to.execution_id, line.id)) refuse("id is not a UUIDv7");
  putUint32(to.version.data, line.version);
  putUint64(to.start_time.data, line.startUs);
  putKey(to.graph_hash, line.graph);
  putKey(to.thread, word(batch, line.members["th"], "th"));
  for (const node of steps.nodes) putKey(to.node.of, node);
  endRow(to.node, steps.count);
  putAll(to.offset_us, steps.offsets);
  putAll(to.duration_us, steps.durations);
  putAll(to.parent, steps.parents);
  putAll(to.status, steps.status);
  putAll(to.iteration, steps.iterations);
  putAll(to.attempt, steps.attempts);
  putAll(to.exchange, steps.exchanges);
  putAll(to.changed, steps.changed);
  for (const id of steps.exchangeIds) putText(to.exchange_ids.of.data, id);
  endRow(to.exchange_ids, steps.exchangeIds.length);
  putWords(to.branch, steps.branches);
  putWords(to.endpoint, steps.endpoints);
  putWords(to.entered_route, steps.routes);
  putStepErrors(batch, line);
  putSummedSteps(batch, line.members);
}

function putAll(to: ArrayColumn<FixedColumn>, values: readonly number[]): void {
  const { data, width } = to.of;
  const { length: count } = values;
  reserve(data, count * width);
  const { view, length } = data;
  if (width === 4) for (let i = 0; i < count; i += 1) view.setUint32(length + i * 4, values[i] as number, true);
  else if (width === 2) for (let i = 0; i < count; i += 1) view.setUint16(length + i * 2, values[i] as number, true);
  else for (let i = 0; i < count; i += 1) view.setUint8(length + i, values[i] as number);
  data.length = length + count * width;
  endRow(to, count);
}

function putWords(to: MapColumn<FixedColumn, DictionaryColumn>, words: ReadonlyMap<number, number>): void {
  for (const [step, text] of words) {
    putUint32(to.key.data, step);
    putKey(to.value, text);
  }
  endRow(to, words.size);
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
    const node = textOf(batch.words, line.steps.nodes[error.step] ?? 0);
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

function putSummedSteps(batch: Batch, members: Members): void {
  const to = batch.steps.columns;
  const summed = list(members["agg"], "agg", batchLimits.steps);
  for (const entry of summed) {
    const [node, count, sum, max] = list(entry, "agg", 4);
    putKey(to.dropped_node.of, word(batch, node, "agg"));
    putUint32(to.dropped_count.of.data, integer(count, "agg", { min: 0, max: maxUint32 }));
    putUint64(to.dropped_sum_us.of.data, integer(sum, "agg", { min: 0, max: maxSafe }));
    putUint64(to.dropped_max_us.of.data, integer(max, "agg", { min: 0, max: maxSafe }));
  }
  for (const column of [to.dropped_node, to.dropped_count, to.dropped_sum_us, to.dropped_max_us]) endRow(column, summed.length);
}
