import { batchLimits } from "#schema/protocol/v1/batch";
import { endRow, putKey } from "#server/ingest/native/columns";
import { internText, textOf } from "#server/ingest/native/lexicon";
import { putText } from "#server/ingest/native/sink";
import { cutToBytes } from "#server/ingest/cut";
import { valueText } from "#server/ingest/otlp/any-value";
import { role, roleOf } from "#server/ingest/otlp/attributes";
import { fact, getFact } from "#server/ingest/otlp/camel-facts";
import type { Emitting } from "#server/ingest/otlp/exchange-row";
import { sanitizeText } from "#server/ingest/sanitize";

const maxExchangeIds = 64;

/** Appends the exchange's own attributes, and what it can be looked up by. */
export function putKeys(emitting: Emitting, row: number, members: readonly number[]): void {
  const { batch, to } = emitting;
  const { attributes, keys } = to.columns;
  const found = new Set(exchangeIds(emitting, [row, ...members]));
  let count = 0;
  const first = getFact(batch.facts, row, fact.notesAt);
  for (let note = first; note < first + getFact(batch.facts, row, fact.notes); note += 1) {
    const { notes } = batch.facts;
    const key = notes[note * 3] as number;
    const place = { start: notes[note * 3 + 1] as number, end: notes[note * 3 + 2] as number };
    const value = cutToBytes(sanitizeText(valueText(batch.from, place)), batchLimits.attributeBytes);
    if (roleOf(batch.roles, key) === role.correlation) {
      found.add(`c:${value}`);
      continue;
    }
    if (count === batchLimits.attributes) continue;
    count += 1;
    const name = cutToBytes(textOf(batch.words, key), batchLimits.attributeBytes);
    putKey(attributes.key, internText(batch.words, name));
    putText(attributes.value.data, value);
    found.add(`a:${name}=${value}`);
  }
  endRow(attributes, count);
  for (const key of found) putText(keys.of.data, key);
  endRow(keys, found.size);
}

/** Splits and multicasts work on copies with ids of their own: each finds the exchange. */
function exchangeIds({ batch }: Emitting, rows: readonly number[]): Set<string> {
  const ids = new Set<string>();
  for (const row of rows) {
    const place = { start: getFact(batch.facts, row, fact.exchangeStart), end: getFact(batch.facts, row, fact.exchangeEnd) };
    if (place.end !== 0 && ids.size < maxExchangeIds) ids.add(`x:${cutToBytes(valueText(batch.from, place), batchLimits.idBytes)}`);
  }
  return ids;
}
