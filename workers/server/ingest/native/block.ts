import type { Column, DictionaryColumn, TextColumn } from "#server/ingest/native/columns";
import { cutBack, reserveRows, textColumns } from "#server/ingest/native/columns";
import type { Lexicon } from "#server/ingest/native/lexicon";
import { entryPlace } from "#server/ingest/native/lexicon";
import type { Sink } from "#server/ingest/native/sink";
import { putBytes, putPlace, putText, putUint64, putVarint, putZeros, reserve, sink, taken } from "#server/ingest/native/sink";

/** Rows of one table on their way to ClickHouse, column by column. */
export interface Block<C extends Readonly<Record<string, Column>> = Readonly<Record<string, Column>>> {
  readonly table: string;
  readonly columns: C;
  rows: number;
  readonly texts: readonly TextColumn[];
}

export function block<C extends Readonly<Record<string, Column>>>(table: string, columns: C): Block<C> {
  return { table, columns, rows: 0, texts: textColumns(Object.values(columns)) };
}

/** Makes room for so many rows at once, instead of growing again and again. */
export function reserveBlock(of: Block, rows: number): void {
  for (const column of Object.values(of.columns)) reserveRows(column, rows);
}

/** To be called before the first value of a row; `endBlockRow` or `dropRow` ends it. */
export function beginRow(of: Block): void {
  for (const column of of.texts) column.mark = column.data.length;
}

/** Forgets what was written of the row that `beginRow` began. */
export function dropRow(of: Block): void {
  for (const column of Object.values(of.columns)) cutBack(column, of.rows);
}

const lowCardinalityVersion = 1;
const hasAdditionalKeys = 0x200;

/** The block in ClickHouse's Native format. */
export function encodeBlock(from: Block, words: Lexicon): Uint8Array<ArrayBuffer> {
  const out = sink(sizeOf(from));
  const entries = Object.entries(from.columns);
  const keyOf = new Uint32Array(words.size);
  putVarint(out, entries.length);
  putVarint(out, from.rows);
  for (const [name, column] of entries) {
    putText(out, name);
    putText(out, column.type);
    putPrefix(out, column);
    putValues(out, column, { words, keyOf, count: from.rows });
  }
  return taken(out);
}

/** About what the block will take: growing on the way would copy everything several times. */
function sizeOf(from: Block): number {
  return Object.values(from.columns).reduce((total, column) => total + columnSize(column, from.rows), 4_096);
}

function columnSize(column: Column, rows: number): number {
  if (column.kind === "fixed" || column.kind === "text") return column.data.length + 64;
  if (column.kind === "constant") return rows + 128;
  if (column.kind === "dictionary") return column.count * 2 + 2_048;
  const nested = column.kind === "array" ? [column.of] : [column.key, column.value];
  return nested.reduce((total, inner) => total + columnSize(inner, column.total), column.offsets.length + 128);
}

/** A LowCardinality column announces its serialization before everything else of the column it is nested in. */
function putPrefix(out: Sink, column: Column): void {
  if (column.kind === "dictionary" || column.kind === "constant") putUint64(out, lowCardinalityVersion);
  else if (column.kind === "array") putPrefix(out, column.of);
  else if (column.kind === "map") {
    putPrefix(out, column.key);
    putPrefix(out, column.value);
  }
}

interface Extent {
  readonly words: Lexicon;
  /** all zero: to be used, and left so */
  readonly keyOf: Uint32Array;
  readonly count: number;
}

function putValues(out: Sink, column: Column, extent: Extent): void {
  if (extent.count === 0) return;
  if (column.kind === "fixed" || column.kind === "text") putBytes(out, taken(column.data));
  else if (column.kind === "dictionary") putDictionary(out, column, extent);
  else if (column.kind === "constant") {
    putKeys(out, [column.text], extent.words);
    putUint64(out, extent.count);
    putZeros(out, extent.count);
  } else {
    putBytes(out, taken(column.offsets));
    const inner = { ...extent, count: column.total };
    if (column.kind === "array") return putValues(out, column.of, inner);
    putValues(out, column.key, inner);
    putValues(out, column.value, inner);
  }
}

/** Index width (0, 1, 2: one, two, four bytes) and the keys. */
function putKeys(out: Sink, keys: readonly number[], words: Lexicon): number {
  const width = keys.length <= 0x100 ? 0 : keys.length <= 0x10000 ? 1 : 2;
  putUint64(out, hasAdditionalKeys | width);
  putUint64(out, keys.length);
  for (const key of keys) putPlace(out, words.entries, entryPlace(words, key));
  return width;
}

function putDictionary(out: Sink, column: DictionaryColumn, { words, keyOf }: Extent): void {
  const { numbers, count } = column;
  const { keys, indexes } = indexed(numbers.subarray(0, count), keyOf);
  const width = putKeys(out, keys, words);
  putUint64(out, count);
  reserve(out, count << width);
  const { view, length } = out;
  if (width === 0) out.bytes.set(indexes, length);
  else if (width === 1) for (let i = 0; i < count; i += 1) view.setUint16(length + i * 2, indexes[i] as number, true);
  else for (let i = 0; i < count; i += 1) view.setUint32(length + i * 4, indexes[i] as number, true);
  out.length = length + (count << width);
}

/** The distinct numbers in the order in which they come, and which of them each value is. */
function indexed(numbers: Uint32Array, keyOf: Uint32Array): { keys: readonly number[]; indexes: Uint32Array } {
  const keys: number[] = [];
  const indexes = new Uint32Array(numbers.length);
  for (let i = 0; i < numbers.length; i += 1) {
    const number = numbers[i] as number;
    let key = keyOf[number] as number;
    if (key === 0) {
      key = keys.push(number);
      keyOf[number] = key;
    }
    indexes[i] = key - 1;
  }
  for (const number of keys) keyOf[number] = 0;
  return { keys, indexes };
}
