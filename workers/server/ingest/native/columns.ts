import { doubled } from "#server/ingest/native/lexicon";
import type { Bytes, Sink } from "#server/ingest/native/sink";
import { putHalves, putPlace, reserve, sink } from "#server/ingest/native/sink";

/** Fixed-width values; fill `data` with the `put…` of that width. */
export interface FixedColumn {
  readonly kind: "fixed";
  readonly type: string;
  readonly width: number;
  readonly data: Sink;
}

/** String; fill `data` with `putText`, or a varint and bytes. */
export interface TextColumn {
  readonly kind: "text";
  readonly type: "String";
  readonly data: Sink;
  /** `data.length` where the row that is being written began */
  mark: number;
}

/** LowCardinality(String): numbers of texts in the request's lexicon. */
export interface DictionaryColumn {
  readonly kind: "dictionary";
  readonly type: "LowCardinality(String)";
  numbers: Uint32Array;
  count: number;
}

/** LowCardinality(String), the same text in every row. */
export interface ConstantColumn {
  readonly kind: "constant";
  readonly type: "LowCardinality(String)";
  readonly text: number;
}

export interface ArrayColumn<C extends Column = Column> {
  readonly kind: "array";
  readonly type: string;
  readonly offsets: Sink;
  /** elements so far, of closed and open rows */
  total: number;
  readonly of: C;
}

export interface MapColumn<K extends Column = Column, V extends Column = Column> {
  readonly kind: "map";
  readonly type: string;
  readonly offsets: Sink;
  total: number;
  readonly key: K;
  readonly value: V;
}

export type Column = FixedColumn | TextColumn | DictionaryColumn | ConstantColumn | ArrayColumn | MapColumn;

export function fixed(type: string, width: number): FixedColumn {
  return { kind: "fixed", type, width, data: sink(width * 4) };
}

export const uint8 = (): FixedColumn => fixed("UInt8", 1);
export const uint16 = (): FixedColumn => fixed("UInt16", 2);
export const uint32 = (): FixedColumn => fixed("UInt32", 4);
export const int32 = (): FixedColumn => fixed("Int32", 4);
export const uint64 = (): FixedColumn => fixed("UInt64", 8);
export const float64 = (): FixedColumn => fixed("Float64", 8);
export const uuid = (): FixedColumn => fixed("UUID", 16);
export const bytes = (width: number): FixedColumn => fixed(`FixedString(${width})`, width);
export const seconds = (): FixedColumn => fixed("DateTime('UTC')", 4);
export const instant = (digits: 3 | 6 | 9): FixedColumn => fixed(`DateTime64(${digits}, 'UTC')`, 8);

export function enumeration(values: Readonly<Record<string, number>>): FixedColumn {
  const pairs = Object.entries(values).map(([name, number]) => `'${name}' = ${number}`);
  return fixed(`Enum8(${pairs.join(", ")})`, 1);
}

export function text(): TextColumn {
  return { kind: "text", type: "String", data: sink(), mark: 0 };
}

export function dictionary(): DictionaryColumn {
  return { kind: "dictionary", type: "LowCardinality(String)", numbers: new Uint32Array(16), count: 0 };
}

export function constant(number: number): ConstantColumn {
  return { kind: "constant", type: "LowCardinality(String)", text: number };
}

export function array<C extends Column>(of: C): ArrayColumn<C> {
  return { kind: "array", type: `Array(${of.type})`, offsets: sink(), total: 0, of };
}

export function map<K extends Column, V extends Column>(key: K, value: V): MapColumn<K, V> {
  return { kind: "map", type: `Map(${key.type}, ${value.type})`, offsets: sink(), total: 0, key, value };
}

/** Appends one value as it stands in other bytes. */
export function putFixed(to: FixedColumn, from: Bytes, start: number): void {
  putPlace(to.data, from, { start, end: start + to.width });
}

/** Appends a text of the lexicon by its number. */
export function putKey(to: DictionaryColumn, number: number): void {
  if (to.count === to.numbers.length) to.numbers = doubled(to.numbers);
  to.numbers[to.count++] = number;
}

/** Appends the same texts, one after the other, `times` times. */
export function putKeys(to: DictionaryColumn, numbers: readonly number[], times: number): void {
  const { count } = to;
  const extra = numbers.length * times;
  while (count + extra > to.numbers.length) to.numbers = doubled(to.numbers);
  for (let i = 0; i < extra; i += 1) to.numbers[count + i] = numbers[i % numbers.length] as number;
  to.count = count + extra;
}

/** Ends a row of an array or map that got `elements` elements. */
export function endRow(column: ArrayColumn | MapColumn, elements: number): void {
  column.total += elements;
  putHalves(column.offsets, column.total, 0);
}

/** Ends rows of an array or map that got nothing, until it has `rows` of them. */
export function endEmptyRows(column: ArrayColumn | MapColumn, rows: number): void {
  const { offsets, total } = column;
  reserve(offsets, rows * 8 - offsets.length);
  for (let at = offsets.length; at < rows * 8; at += 8) {
    offsets.view.setUint32(at, total, true);
    offsets.view.setUint32(at + 4, 0, true);
  }
  offsets.length = rows * 8;
}

/** Makes room for `rows` rows; what is nested in them grows by itself. */
export function reserveRows(column: Column, rows: number): void {
  if (column.kind === "fixed") reserve(column.data, rows * column.width);
  else if (column.kind === "array" || column.kind === "map") reserve(column.offsets, rows * 8);
  else if (column.kind === "dictionary" && rows > column.numbers.length) {
    const grown = new Uint32Array(rows);
    grown.set(column.numbers);
    column.numbers = grown;
  }
}

/** Every String column, however deep: only their row starts cannot be told from the number of rows. */
export function textColumns(columns: Iterable<Column>): TextColumn[] {
  return [...columns].flatMap((column) => {
    if (column.kind === "text") return [column];
    if (column.kind === "array") return textColumns([column.of]);
    return column.kind === "map" ? textColumns([column.key, column.value]) : [];
  });
}

/** Cuts a column back to at most `count` values. String columns go back to their mark. */
export function cutBack(column: Column, count: number): void {
  if (column.kind === "fixed") column.data.length = Math.min(column.data.length, count * column.width);
  else if (column.kind === "dictionary") column.count = Math.min(column.count, count);
  else if (column.kind === "text") column.data.length = column.mark;
  else if (column.kind !== "constant") cutBackNested(column, count);
}

function cutBackNested(column: ArrayColumn | MapColumn, rows: number): void {
  const { offsets } = column;
  offsets.length = Math.min(offsets.length, rows * 8);
  column.total = offsets.length === 0 ? 0 : offsets.view.getUint32(offsets.length - 8, true);
  if (column.kind === "array") return cutBack(column.of, column.total);
  cutBack(column.key, column.total);
  cutBack(column.value, column.total);
}
