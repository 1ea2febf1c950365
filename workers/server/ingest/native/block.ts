import type { Column, DictionaryColumn, TextColumn } from "#server/ingest/native/columns";
import { cutBack, textColumns } from "#server/ingest/native/columns";
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
  putVarint(out, entries.length);
  putVarint(out, from.rows);
  for (const [name, column] of entries) {
    putText(out, name);
    putText(out, column.type);
    putPrefix(out, column);
    putValues(out, column, { words, count: from.rows });
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
  if (column.kind === "dictionary") return column.count * 2 + column.keys.length * 32 + 128;
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
    const inner = { words: extent.words, count: column.total };
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

function putDictionary(out: Sink, column: DictionaryColumn, extent: Extent): void {
  const width = putKeys(out, column.keys, extent.words);
  putUint64(out, column.count);
  reserve(out, column.count << width);
  const { indexes, count } = column;
  const { view, length } = out;
  if (width === 0) for (let i = 0; i < count; i += 1) view.setUint8(length + i, indexes[i] as number);
  else if (width === 1) for (let i = 0; i < count; i += 1) view.setUint16(length + i * 2, indexes[i] as number, true);
  else for (let i = 0; i < count; i += 1) view.setUint32(length + i * 4, indexes[i] as number, true);
  out.length = length + (count << width);
}
