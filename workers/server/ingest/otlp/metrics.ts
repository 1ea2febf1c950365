import { report } from "#server/ingest/findings";
import { endRow, putKey } from "#server/ingest/native/columns";
import { emptyText, internText, textOf } from "#server/ingest/native/lexicon";
import { putFloat64, putHalves, putUint64, putUint8 } from "#server/ingest/native/sink";
import { cutToBytes } from "#server/ingest/cut";
import { decodeUtf8 } from "#server/ingest/otlp/any-value";
import { internValue, readAttribute, role, roleOf } from "#server/ingest/otlp/attributes";
import type { ItemBatch } from "#server/ingest/otlp/items";
import { eachItem, itemBatch, tryRow } from "#server/ingest/otlp/items";
import type { MetricPoint } from "#server/ingest/otlp/metric-point";
import { readPoint } from "#server/ingest/otlp/metric-point";
import type { IngestSettings } from "#server/ingest/otlp/trace-batch";
import { hexExcerpt } from "#server/ingest/otlp/traces";
import { eachMessage, Malformed, messageTag, readEnd, readVarint, skipField } from "#server/ingest/otlp/wire";
import { masked } from "#server/ingest/sanitize";
import { seriesFingerprint } from "#server/ingest/fingerprint";
import type { MetricBlock, MetricKind } from "#server/ingest/tables/metric-points";
import { metricBlock, metricKinds } from "#server/ingest/tables/metric-points";
import { clampedTime, clampMs, millisecondsAt } from "#server/ingest/time";

export interface MetricBatch extends ItemBatch {
  readonly points: MetricBlock;
}

interface Metric {
  name: number;
  unit: number;
  kind: MetricKind;
  data: { start: number; end: number };
  delta: number;
  monotonic: number;
}

const kinds: Readonly<Record<number, MetricKind>> = {
  [messageTag(5)]: "gauge",
  [messageTag(7)]: "sum",
  [messageTag(9)]: "histogram",
  [messageTag(10)]: "exponential",
  [messageTag(11)]: "summary",
};

const nameTag = messageTag(1);
const unitTag = messageTag(3);
const pointTag = messageTag(1);
const temporalityTag = 2 << 3;
const monotonicTag = 3 << 3;
const deltaTemporality = 1;
const maxAttributes = 64;
const maxNameBytes = 256;

/** Decodes an ExportMetricsServiceRequest into the columns of `metric_points`. Throws `Malformed` when the frame is broken. */
export function decodeMetrics(body: Uint8Array, settings: IngestSettings): MetricBatch {
  const items = itemBatch(body, settings);
  const batch: MetricBatch = Object.assign(items, { points: metricBlock(internText(items.words, settings.tenant)) });
  eachItem(batch, (start, end) => putMetric(batch, start, end));
  return batch;
}

function putMetric(batch: MetricBatch, start: number, end: number): void {
  const { from } = batch;
  try {
    const metric = readMetric(batch, end);
    readTemporality(batch, metric);
    eachMessage(from, { tag: pointTag, ...metric.data }, (first, last) =>
      tryRow(batch, batch.points, { kind: "metric", start: first, end: last, put: () => putPoint(batch, metric, last) }),
    );
  } catch (thrown) {
    if (!(thrown instanceof Malformed)) throw thrown;
    batch.position += 1;
    report(batch.findings, {
      kind: "metric",
      outcome: "rejected",
      reason: thrown.message,
      position: batch.position,
      excerpt: () => hexExcerpt(from.bytes, start, end),
    });
  }
}

function readMetric({ from, words }: MetricBatch, end: number): Metric {
  const metric: Metric = { name: emptyText, unit: emptyText, kind: "gauge", data: { start: 0, end: 0 }, delta: 0, monotonic: 0 };
  while (from.at < end) {
    const tag = readVarint(from, end);
    const kind = kinds[tag];
    if (tag !== nameTag && tag !== unitTag && kind === undefined) {
      skipField(from, tag, end);
      continue;
    }
    const place = { end: readEnd(from, end), start: from.at };
    if (kind !== undefined) {
      metric.kind = kind;
      metric.data = place;
    } else {
      const text = internText(words, cutToBytes(decodeUtf8(from.bytes, place), maxNameBytes));
      if (tag === nameTag) metric.name = text;
      else metric.unit = text;
    }
    from.at = place.end;
  }
  if (metric.name === emptyText) throw new Malformed("the metric has no name");
  return metric;
}

function readTemporality({ from }: MetricBatch, metric: Metric): void {
  const { end } = metric.data;
  from.at = metric.data.start;
  while (from.at < end) {
    const tag = readVarint(from, end);
    if (tag === temporalityTag) metric.delta = readVarint(from, end) === deltaTemporality ? 1 : 0;
    else if (tag === monotonicTag) metric.monotonic = readVarint(from, end) === 0 ? 0 : 1;
    else skipField(from, tag, end);
  }
}

function putPoint(batch: MetricBatch, metric: Metric, end: number): void {
  const { from, words, resource } = batch;
  const point = readPoint(from, metric.kind, end);
  if (point.empty) return;
  if (point.time < 0) throw new Malformed("the data point has no time");
  const { columns } = batch.points;
  const series = putPointAttributes(batch, point);
  putKey(columns.environment, resource.environment);
  putKey(columns.app, resource.app);
  putKey(columns.instance, resource.instance);
  putKey(columns.metric, metric.name);
  putKey(columns.unit, metric.unit);
  putUint8(columns.kind.data, metricKinds[metric.kind]);
  putUint8(columns.delta.data, metric.delta);
  putUint8(columns.monotonic.data, metric.monotonic);
  const names = [resource.environment, resource.app, resource.instance, metric.name].map((text) => textOf(words, text));
  const print = seriesFingerprint(names, series);
  putHalves(columns.series.data, print.low, print.high);
  putTimes(batch, point);
  putFloat64(columns.value.data, point.value);
  putUint64(columns.count.data, point.count);
  putFloat64(columns.sum.data, point.sum);
  putFloat64(columns.min.data, point.min);
  putFloat64(columns.max.data, point.max);
  for (const bound of point.bounds) putFloat64(columns.bounds.of.data, bound);
  for (const count of point.counts) putUint64(columns.counts.of.data, count);
  for (const value of point.values) putFloat64(columns.values.of.data, value);
  endRow(columns.bounds, point.bounds.length);
  endRow(columns.counts, point.counts.length);
  endRow(columns.values, point.values.length);
  batch.points.rows += 1;
}

/** Appends the attributes; answers with `name=value` of each. */
function putPointAttributes(batch: MetricBatch, point: MetricPoint): string[] {
  const { from, words, attribute } = batch;
  const { attributes } = batch.points.columns;
  const count = Math.min(point.attributes.length / 2, maxAttributes);
  const series: string[] = [];
  for (let i = 0; i < count; i += 1) {
    from.at = point.attributes[i * 2] ?? 0;
    readAttribute(from, point.attributes[i * 2 + 1] ?? 0, attribute);
    const hidden = roleOf(batch.roles, attribute.key) === role.secret;
    const value = hidden ? internText(words, masked) : internValue(from, attribute, words);
    putKey(attributes.key, attribute.key);
    putKey(attributes.value, value);
    series.push(`${textOf(words, attribute.key)}=${textOf(words, value)}`);
  }
  endRow(attributes, count);
  if (count < point.attributes.length / 2) adjusted(batch, "attributes above the limit of 64 were left out");
  return series;
}

function adjusted(batch: MetricBatch, reason: string): void {
  report(batch.findings, {
    kind: "metric",
    outcome: "adjusted",
    reason,
    position: batch.position,
    excerpt: () => `metric of ${textOf(batch.words, batch.scope)}`,
  });
}

function putTimes(batch: MetricBatch, point: MetricPoint): void {
  const { from, window, points } = batch;
  const { start_time: start, time } = points.columns;
  const ms = (at: number): number => millisecondsAt(from.view, at);
  const timeMs = ms(point.time);
  const kept = clampMs(timeMs, window);
  putUint64(start.data, point.start < 0 ? kept : Math.min(clampMs(ms(point.start), { ...window, earliestMs: 0 }), kept));
  putUint64(time.data, kept);
  if (kept !== timeMs) adjusted(batch, clampedTime);
}
