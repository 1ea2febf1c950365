import { batchLimits } from "#schema/protocol/v1/batch";
import { endRow, putKey } from "#server/ingest/native/columns";
import { intern, internText, textOf, textPlace } from "#server/ingest/native/lexicon";
import type { Bytes, Sink } from "#server/ingest/native/sink";
import { putPlace, putUint8, putVarint } from "#server/ingest/native/sink";
import type { Batch } from "#server/ingest/ndjson/batch";
import { noteAdjusted } from "#server/ingest/ndjson/batch";
import type { Line } from "#server/ingest/ndjson/execution-line";
import type { Fields, TextPlace } from "#server/ingest/ndjson/fields";
import { field, fieldValue, putTextPlace, readFieldText, readText, setText, textString } from "#server/ingest/ndjson/fields";
import { stringEnd, valueEnd } from "#server/ingest/ndjson/json-end";
import { entries, refuse, text } from "#server/ingest/ndjson/read";
import { eachText } from "#server/ingest/ndjson/text-lists";
import { isSecretName, masked, sanitizeText } from "#server/ingest/sanitize";

const maxExchangeIds = 256;
const colon = 0x3a;
const equals = 0x3d;

/** Appends the promoted attributes, and what the exchange can be looked up by. */
export function putExecutionKeys(batch: Batch, line: Line): void {
  const { attributes, keys } = batch.executions.columns;
  const to = keys.of.data;
  let count = putIds(batch, line, to);
  count += eachText(line.fields, { which: field.c, limit: batchLimits.keys, limitBytes: batchLimits.idBytes }, (text) =>
    putKind(to, kinds.correlation, text),
  );
  const promoted = putAttributes(batch, line.fields);
  endRow(attributes, promoted);
  endRow(keys, count + promoted);
}

const kinds = { exchange: 0x78, correlation: 0x63, attribute: 0x61 } as const;

/** `x:` and the text, or another letter. */
function putKind(to: Sink, kind: number, text: { readonly from: Bytes; readonly start: number; readonly end: number }): void {
  putVarint(to, text.end - text.start + 2);
  putUint8(to, kind);
  putUint8(to, colon);
  putPlace(to, text.from, text);
}

/** The exchange's own id and those of its copies, as they stand in the row of `execution_steps`. */
function putIds(batch: Batch, { fields, steps }: Line, to: Sink): number {
  readFieldText(fields, field.e, batchLimits.idBytes);
  const own = fields.text.end > fields.text.start ? 1 : 0;
  if (own === 1) putKind(to, kinds.exchange, fields.text);
  const { data: from, mark } = batch.steps.columns.exchange_ids.of;
  const copies = Math.min(steps.exchangeIds, maxExchangeIds);
  let at = mark;
  for (let i = 0; i < copies; i += 1) {
    let length = from.bytes[at++] as number;
    // an id and its seed have at most 512 bytes
    if (length >= 0x80) length = (length & 0x7f) | ((from.bytes[at++] as number) << 7);
    putKind(to, kinds.exchange, { from, start: at, end: at + length });
    at += length;
  }
  return own + copies;
}

function putAttributes(batch: Batch, from: Fields): number {
  const start = from.starts[field.a] as number;
  if (start === 0) return 0;
  if (from.from.bytes[start] !== 0x7b) return refuse("a is not an object");
  const { attributes, keys } = batch.executions.columns;
  const before = { names: attributes.key.count, values: attributes.value.data.length, keys: keys.of.data.length };
  const count = putPlainAttributes(batch, from);
  if (!hasTwice(attributes.key.numbers.subarray(before.names, before.names + count))) return count;
  attributes.key.count = before.names;
  attributes.value.data.length = before.values;
  keys.of.data.length = before.keys;
  return putLastAttributes(batch, from);
}

function putPlainAttributes(batch: Batch, from: Fields): number {
  const { bytes } = from.from;
  const last = (from.ends[field.a] as number) - 1;
  let count = 0;
  let at = (from.starts[field.a] as number) + 1;
  while (at < last && hasRoom(batch, count)) {
    const nameEnd = stringEnd(bytes, at);
    const end = valueEnd(bytes, nameEnd + 1);
    readText(from, { start: at, end: nameEnd, name: "a" }, batchLimits.attributeBytes);
    const name = intern(batch.words, from.text.from, from.text);
    readText(from, { start: nameEnd + 1, end, name: "a" }, batchLimits.attributeBytes);
    putAttribute(batch, from, name);
    count += 1;
    at = end + 1;
  }
  return count;
}

function hasTwice(names: Uint32Array): boolean {
  for (let i = 1; i < names.length; i += 1) if (names.indexOf(names[i] as number) < i) return true;
  return false;
}

/** Of attributes with the same name the last counts, as everywhere in JSON. */
function putLastAttributes(batch: Batch, from: Fields): number {
  let count = 0;
  for (const [name, value] of entries(fieldValue(from, field.a), "a", Number.MAX_SAFE_INTEGER)) {
    if (!hasRoom(batch, count)) break;
    const number = internText(batch.words, text(name, "a", batchLimits.attributeBytes));
    setText(from, text(value, "a", batchLimits.attributeBytes));
    putAttribute(batch, from, number);
    count += 1;
  }
  return count;
}

function hasRoom(batch: Batch, count: number): boolean {
  if (count < batchLimits.attributes) return true;
  noteAdjusted(batch, "execution", `attributes above the limit of ${batchLimits.attributes} were left out`);
  return false;
}

/** Appends the attribute whose value was read last, without secrets, and what it can be looked up by. */
function putAttribute(batch: Batch, from: Fields, name: number): void {
  const { attributes, keys } = batch.executions.columns;
  if (isSecret(batch, name)) setText(from, masked);
  else if (mayHoldSecret(from.text)) setText(from, sanitizeText(textString(from.text)));
  putKey(attributes.key, name);
  putTextPlace(attributes.value.data, from.text);
  const to = keys.of.data;
  const named = textPlace(batch.words, name);
  putVarint(to, named.end - named.start + from.text.end - from.text.start + 3);
  putUint8(to, kinds.attribute);
  putUint8(to, colon);
  putPlace(to, batch.words.entries, named);
  putUint8(to, equals);
  putPlace(to, from.text.from, from.text);
}

/** Only what holds one of these is looked at by `sanitizeText`. */
function mayHoldSecret({ from, start, end }: TextPlace): boolean {
  for (let i = start; i < end; i += 1) {
    const byte = from.bytes[i];
    if (byte === equals || byte === colon) return true;
  }
  return false;
}

function isSecret(batch: Batch, name: number): boolean {
  if (name >= batch.secrets.length) {
    const grown = new Uint8Array(name * 2);
    grown.set(batch.secrets);
    batch.secrets = grown;
  }
  if (batch.secrets[name] === 0) batch.secrets[name] = isSecretName(textOf(batch.words, name)) ? 2 : 1;
  return batch.secrets[name] === 2;
}
