import { putUuidPlace } from "#server/ingest/hex";
import { putKey } from "#server/ingest/native/columns";
import { emptyText, intern } from "#server/ingest/native/lexicon";
import { putUint32, putZeros } from "#server/ingest/native/sink";
import type { Batch } from "#server/ingest/ndjson/batch";
import type { Fields, TextPlace } from "#server/ingest/ndjson/fields";
import { field, has, readFieldText, textString } from "#server/ingest/ndjson/fields";
import { refuse } from "#server/ingest/ndjson/read";

const colon = 0x3a;
const limitBytes = 1_024;
const noStep = -1;

/** Appends what called this exchange: `executionId:step:app:route`; a route may hold colons. */
export function putParent(batch: Batch, from: Fields): void {
  const to = batch.executions.columns;
  if (!has(from, field.p)) {
    putZeros(to.parent_execution_id.data, 16);
    putUint32(to.parent_step.data, noStep);
    putKey(to.parent_app, emptyText);
    putKey(to.parent_route, emptyText);
    return;
  }
  readFieldText(from, field.p, limitBytes);
  const { text } = from;
  const id = { ...text, end: partEnd(text, text.start) };
  if (!putUuidPlace(to.parent_execution_id, id)) refuse("p does not begin with an execution id");
  const step = partAfter(text, id);
  const app = partAfter(text, step);
  putUint32(to.parent_step.data, stepOf(step));
  putKey(to.parent_app, intern(batch.words, text.from, app));
  putKey(to.parent_route, intern(batch.words, text.from, { start: Math.min(app.end + 1, text.end), end: text.end }));
}

function partEnd({ from, end }: TextPlace, start: number): number {
  for (let at = start; at < end; at += 1) if (from.bytes[at] === colon) return at;
  return end;
}

function partAfter(text: TextPlace, before: TextPlace): TextPlace {
  const start = Math.min(before.end + 1, text.end);
  return { from: text.from, start, end: partEnd(text, start) };
}

function stepOf(place: TextPlace): number {
  if (place.start === place.end) return noStep;
  const number = Number(textString(place));
  return Number.isInteger(number) ? number : noStep;
}
