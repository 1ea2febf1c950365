import type { MetricKind } from "#server/ingest/tables/metric-points";
import type { Wire } from "#server/ingest/otlp/wire";
import {
  fixed64Type,
  lengthType,
  Malformed,
  messageTag,
  readDouble,
  readEnd,
  readFixed64,
  readVarint,
  skipField,
  skipFixed64,
} from "#server/ingest/otlp/wire";

/** A data point of any kind. Times are places of fixed64 nanoseconds in the request, -1 when absent. */
export interface MetricPoint {
  start: number;
  time: number;
  value: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  /** the point says that there is no value */
  empty: boolean;
  readonly bounds: number[];
  readonly counts: number[];
  readonly values: number[];
  /** ends and starts of KeyValue messages, alternating: start, end */
  readonly attributes: number[];
  exponential: Exponential | undefined;
}

interface Exponential {
  scale: number;
  zero: number;
  positive: Buckets;
  negative: Buckets;
}

interface Buckets {
  offset: number;
  counts: number[];
}

export const maxBuckets = 1_024;

const fixed = (field: number): number => (field << 3) | fixed64Type;
const packed = (field: number): number => (field << 3) | lengthType;
const flagsTag = (field: number): number => field << 3;

type Put = (from: Wire, point: MetricPoint, end: number) => void;

const start: Put = (from, point, end) => void (point.start = skipFixed64(from, end));
const time: Put = (from, point, end) => void (point.time = skipFixed64(from, end));
const flags: Put = (from, point, end) => void (point.empty = (readVarint(from, end) & 1) === 1);
const count: Put = (from, point, end) => void (point.count = readFixed64(from, end));
const sum: Put = (from, point, end) => void (point.sum = readDouble(from, end));
const min: Put = (from, point, end) => void (point.min = readDouble(from, end));
const max: Put = (from, point, end) => void (point.max = readDouble(from, end));
const attribute: Put = (from, point, end) => {
  const stop = readEnd(from, end);
  point.attributes.push(from.at, stop);
  from.at = stop;
};
const asDouble: Put = (from, point, end) => void (point.value = readDouble(from, end));
const asInt: Put = (from, point, end) => void (point.value = Number(from.view.getBigInt64(skipFixed64(from, end), true)));

const number: Readonly<Record<number, Put>> = {
  [fixed(2)]: start,
  [fixed(3)]: time,
  [fixed(4)]: asDouble,
  [fixed(6)]: asInt,
  [messageTag(7)]: attribute,
  [flagsTag(8)]: flags,
};

/** What the fields of a data point mean, by kind and tag. */
const fields: Readonly<Record<MetricKind, Readonly<Record<number, Put>>>> = {
  gauge: number,
  sum: number,
  histogram: {
    [fixed(2)]: start,
    [fixed(3)]: time,
    [fixed(4)]: count,
    [fixed(5)]: sum,
    [packed(6)]: (from, point, end) => eachPacked(from, end, () => point.counts.push(readFixed64(from, end))),
    [packed(7)]: (from, point, end) => eachPacked(from, end, () => point.bounds.push(readDouble(from, end))),
    [fixed(6)]: (from, point, end) => void point.counts.push(readFixed64(from, end)),
    [fixed(7)]: (from, point, end) => void point.bounds.push(readDouble(from, end)),
    [messageTag(9)]: attribute,
    [flagsTag(10)]: flags,
    [fixed(11)]: min,
    [fixed(12)]: max,
  },
  exponential: {
    [messageTag(1)]: attribute,
    [fixed(2)]: start,
    [fixed(3)]: time,
    [fixed(4)]: count,
    [fixed(5)]: sum,
    [6 << 3]: (from, point, end) => void (exponentialOf(point).scale = zigzag(readVarint(from, end))),
    [fixed(7)]: (from, point, end) => void (exponentialOf(point).zero = readFixed64(from, end)),
    [messageTag(8)]: (from, point, end) => readBuckets(from, exponentialOf(point).positive, end),
    [messageTag(9)]: (from, point, end) => readBuckets(from, exponentialOf(point).negative, end),
    [flagsTag(10)]: flags,
    [fixed(12)]: min,
    [fixed(13)]: max,
  },
  summary: {
    [fixed(2)]: start,
    [fixed(3)]: time,
    [fixed(4)]: count,
    [fixed(5)]: sum,
    [messageTag(6)]: (from, point, end) => readQuantile(from, point, readEnd(from, end)),
    [messageTag(7)]: attribute,
    [flagsTag(8)]: flags,
  },
};

export function readPoint(from: Wire, kind: MetricKind, end: number): MetricPoint {
  const lists = { bounds: [], counts: [], values: [], attributes: [], exponential: undefined };
  const point: MetricPoint = { start: -1, time: -1, value: 0, count: 0, sum: 0, min: 0, max: 0, empty: false, ...lists };
  while (from.at < end) {
    const tag = readVarint(from, end);
    const put = fields[kind][tag];
    if (put === undefined) skipField(from, tag, end);
    else put(from, point, end);
    if (point.counts.length > maxBuckets || point.bounds.length > maxBuckets)
      throw new Malformed(`the histogram has more than ${maxBuckets} buckets`);
  }
  if (point.exponential !== undefined) writeOutBounds(point, point.exponential);
  return point;
}

function exponentialOf(point: MetricPoint): Exponential {
  return (point.exponential ??= { scale: 0, zero: 0, positive: { offset: 0, counts: [] }, negative: { offset: 0, counts: [] } });
}

function eachPacked(from: Wire, end: number, read: () => void): void {
  const stop = readEnd(from, end);
  if (stop - from.at > maxBuckets * 10) throw new Malformed(`the histogram has more than ${maxBuckets} buckets`);
  while (from.at < stop) read();
  if (from.at !== stop) throw new Malformed("a list of numbers is cut off");
}

function zigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

function readBuckets(from: Wire, into: Buckets, end: number): void {
  const stop = readEnd(from, end);
  while (from.at < stop) {
    const tag = readVarint(from, stop);
    if (tag === 1 << 3) into.offset = zigzag(readVarint(from, stop));
    else if (tag === packed(2)) eachPacked(from, stop, () => into.counts.push(readVarint(from, stop)));
    else if (tag === 2 << 3) into.counts.push(readVarint(from, stop));
    else skipField(from, tag, stop);
  }
}

function readQuantile(from: Wire, point: MetricPoint, end: number): void {
  let quantile = 0;
  let value = 0;
  while (from.at < end) {
    const tag = readVarint(from, end);
    if (tag === fixed(1)) quantile = readDouble(from, end);
    else if (tag === fixed(2)) value = readDouble(from, end);
    else skipField(from, tag, end);
  }
  point.bounds.push(quantile);
  point.values.push(value);
}

/** Bucket i of an exponential histogram ends at base^(offset + i + 1); what is not positive is counted before the first. */
function writeOutBounds(point: MetricPoint, { scale, zero, positive, negative }: Exponential): void {
  const base = 2 ** (2 ** -scale);
  point.bounds.push(base ** positive.offset);
  point.counts.push(zero + negative.counts.reduce((total, next) => total + next, 0));
  positive.counts.forEach((bucket, i) => {
    point.bounds.push(base ** (positive.offset + i + 1));
    point.counts.push(bucket);
  });
  point.counts.push(0);
}
