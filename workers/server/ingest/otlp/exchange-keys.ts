import { batchLimits } from "#schema/protocol/v1/batch";
import { cutToBytes } from "#server/ingest/cut";
import type { TextColumn } from "#server/ingest/native/columns";
import { endRow, putKey } from "#server/ingest/native/columns";
import { internText, textOf } from "#server/ingest/native/lexicon";
import { isAscii, putPlace, putText, putUint8 } from "#server/ingest/native/sink";
import type { Value } from "#server/ingest/otlp/any-value";
import { textExtent, valueText } from "#server/ingest/otlp/any-value";
import { role, roleOf } from "#server/ingest/otlp/attributes";
import { fact, getFact } from "#server/ingest/otlp/span-facts";
import type { Emitting } from "#server/ingest/otlp/exchange-row";
import { sanitizeText } from "#server/ingest/sanitize";

const maxExchangeIds = 64;
const shortKey = 126;

/** Appends the exchange's own attributes, and what it can be looked up by. */
export function putKeys(emitting: Emitting, row: number, members: readonly number[]): void {
  const { keys } = emitting.to.columns;
  endRow(keys, putExchangeIds(emitting, row, members) + putAttributes(emitting, row));
}

/** Splits and multicasts work on copies with ids of their own: each finds the exchange. */
function putExchangeIds(emitting: Emitting, row: number, members: readonly number[]): number {
  const { batch, to } = emitting;
  const seen: Value[] = [];
  for (let i = -1; i < members.length && seen.length < maxExchangeIds; i += 1) {
    const of = i < 0 ? row : (members[i] as number);
    const place = { start: getFact(batch.facts, of, fact.exchangeStart), end: getFact(batch.facts, of, fact.exchangeEnd) };
    if (place.end === 0 || seen.some((other) => sameBytes(batch.from.bytes, place, other))) continue;
    seen.push(place);
    putExchangeId(emitting, place, to.columns.keys.of);
  }
  return seen.length;
}

/** `x:` and the id, copied as it stands in the request when it is plain. */
function putExchangeId({ batch }: Emitting, place: Value, to: TextColumn): void {
  const id = textExtent(batch.from, place);
  if (id === undefined || id.end - id.start > shortKey - 2 || !isAscii(batch.from, id)) {
    putText(to.data, `x:${cutToBytes(valueText(batch.from, place), batchLimits.idBytes)}`);
    return;
  }
  putUint8(to.data, id.end - id.start + 2);
  putUint8(to.data, 0x78);
  putUint8(to.data, 0x3a);
  putPlace(to.data, batch.from, id);
}

function sameBytes(bytes: Uint8Array, a: Value, b: Value): boolean {
  if (a.end - a.start !== b.end - b.start) return false;
  // exchange ids differ at the end
  for (let i = a.end - 1, j = b.end - 1; i >= a.start; i -= 1, j -= 1) if (bytes[i] !== bytes[j]) return false;
  return true;
}

function putAttributes({ batch, to }: Emitting, row: number): number {
  const { attributes, keys } = to.columns;
  const { notes } = batch.facts;
  const first = getFact(batch.facts, row, fact.notesAt);
  const last = first + getFact(batch.facts, row, fact.notes);
  let count = 0;
  let correlations = 0;
  for (let note = first; note < last; note += 1) {
    const key = notes[note * 3] as number;
    const place = { start: notes[note * 3 + 1] as number, end: notes[note * 3 + 2] as number };
    const value = cutToBytes(sanitizeText(valueText(batch.from, place)), batchLimits.attributeBytes);
    if (roleOf(batch.roles, key) === role.correlation) {
      putText(keys.of.data, `c:${value}`);
      correlations += 1;
    } else if (count < batchLimits.attributes) {
      const name = cutToBytes(textOf(batch.words, key), batchLimits.attributeBytes);
      putKey(attributes.key, internText(batch.words, name));
      putText(attributes.value.data, value);
      putText(keys.of.data, `a:${name}=${value}`);
      count += 1;
    }
  }
  endRow(attributes, count);
  return count + correlations;
}
