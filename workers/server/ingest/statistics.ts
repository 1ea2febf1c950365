import { histogramBucket } from "#schema/protocol/v1/batch";
import type { Block } from "#server/ingest/native/block";
import { block } from "#server/ingest/native/block";
import * as column from "#server/ingest/native/columns";
import { endRow, putKey } from "#server/ingest/native/columns";
import type { FixedColumn } from "#server/ingest/native/columns";
import { putUint16, putUint32, putUint64, putUint8 } from "#server/ingest/native/sink";

export const scopes = { context: 0, route: 1, node: 2, endpoint: 3 } as const;

/** Whose windows: numbers of texts in the lexicon. */
export interface StatisticsOwner {
  readonly environment: number;
  readonly app: number;
  readonly deployment: number;
  readonly instance: number;
}

/** What ten seconds of a route, node or endpoint came to. */
export interface Window extends StatisticsOwner {
  readonly scope: number;
  readonly route: number;
  readonly node: number;
  /** epoch seconds */
  readonly time: number;
  readonly windowS: number;
  total: number;
  failed: number;
  handled: number;
  redelivered: number;
  inflightMax: number;
  sumUs: number;
  minUs: number;
  maxUs: number;
  readonly histogram: Map<number, number>;
}

/** One run of a route, a processor or a send. */
export interface Run {
  readonly owner: StatisticsOwner;
  readonly scope: number;
  readonly route: number;
  readonly node: number;
  readonly endMs: number;
  readonly durationUs: number;
  readonly outcome: "completed" | "failed" | "handled";
}

export const windowSeconds = 10;

/** Windows summed up from single runs. Few per request: they are found by a nested look-up, not by a made-up string. */
export interface Windows {
  readonly list: Window[];
  readonly byOwner: Map<StatisticsOwner, Map<number, Window>>;
}

export function windows(): Windows {
  return { list: [], byOwner: new Map() };
}

export function addRun(to: Windows, run: Run): void {
  const window = windowOf(to, run);
  window.total += 1;
  if (run.outcome === "failed") window.failed += 1;
  if (run.outcome === "handled") window.handled += 1;
  window.sumUs += run.durationUs;
  if (run.durationUs < window.minUs) window.minUs = run.durationUs;
  if (run.durationUs > window.maxUs) window.maxUs = run.durationUs;
  const bucket = histogramBucket(run.durationUs);
  window.histogram.set(bucket, (window.histogram.get(bucket) ?? 0) + 1);
}

function windowOf(to: Windows, run: Run): Window {
  let own = to.byOwner.get(run.owner);
  if (own === undefined) to.byOwner.set(run.owner, (own = new Map()));
  const time = Math.floor(run.endMs / (windowSeconds * 1_000)) * windowSeconds;
  // not unique: of two windows with one number both are opened again and again, which adds up to the same
  const id =
    (Math.imul(run.route, 0x9e3779b1) ^ Math.imul(run.node, 0x85ebca6b) ^ Math.imul(time / windowSeconds, 4) ^ run.scope) & 0x3fffffff;
  let window = own.get(id);
  if (window === undefined || !isWindowOf(window, run, time)) own.set(id, (window = opened(to, run, time)));
  return window;
}

function isWindowOf(window: Window, run: Run, time: number): boolean {
  return window.time === time && window.route === run.route && window.node === run.node && window.scope === run.scope;
}

function opened(to: Windows, run: Run, time: number): Window {
  const { scope, route, node } = run;
  const counts = { total: 0, failed: 0, handled: 0, redelivered: 0, inflightMax: 0, sumUs: 0, minUs: Number.MAX_SAFE_INTEGER, maxUs: 0 };
  const window = { ...run.owner, scope, route, node, time, windowS: windowSeconds, ...counts, histogram: new Map<number, number>() };
  to.list.push(window);
  return window;
}

function columns(tenant: number) {
  return {
    tenant_id: column.constant(tenant),
    environment: column.dictionary(),
    app: column.dictionary(),
    deployment: column.dictionary(),
    instance: column.dictionary(),
    scope: column.enumeration(scopes),
    route: column.dictionary(),
    node: column.dictionary(),
    time: column.seconds(),
    window_s: column.uint16(),
    total: column.uint64(),
    failed: column.uint64(),
    handled: column.uint64(),
    redelivered: column.uint64(),
    inflight_max: column.uint32(),
    sum_us: column.uint64(),
    min_us: column.uint64(),
    max_us: column.uint64(),
    histogram: column.map(column.uint16(), column.uint64()),
  };
}

export type WindowBlock = Block<ReturnType<typeof columns>>;

export function windowBlock(tenant: number): WindowBlock {
  return block("stat_windows", columns(tenant));
}

export function putWindow(rows: WindowBlock, window: Window): void {
  const to = rows.columns;
  putKey(to.environment, window.environment);
  putKey(to.app, window.app);
  putKey(to.deployment, window.deployment);
  putKey(to.instance, window.instance);
  putUint8(to.scope.data, window.scope);
  putKey(to.route, window.route);
  putKey(to.node, window.node);
  putUint32(to.time.data, window.time);
  putUint16(to.window_s.data, window.windowS);
  const counts: readonly (readonly [FixedColumn, number])[] = [
    [to.total, window.total],
    [to.failed, window.failed],
    [to.handled, window.handled],
    [to.redelivered, window.redelivered],
    [to.sum_us, window.sumUs],
    [to.min_us, window.minUs],
    [to.max_us, window.maxUs],
  ];
  for (const [counter, value] of counts) putUint64(counter.data, value);
  putUint32(to.inflight_max.data, window.inflightMax);
  for (const [bucket, count] of window.histogram) {
    putUint16(to.histogram.key.data, bucket);
    putUint64(to.histogram.value.data, count);
  }
  endRow(to.histogram, window.histogram.size);
  rows.rows += 1;
}
