import { listQuarantine as endpoint } from "#schema/contract/ingest";
import type { TimeRange } from "#schema/contract/query/time";
import { resolveTime } from "#schema/contract/query/time";
import { Problem } from "#schema/problems";
import { readCursor, writeCursor } from "#server/features/quarantine/quarantine-cursor";
import { countReasons, findQuarantined } from "#server/features/quarantine/quarantine.store";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";

const defaultRange = { from: "now-24h", to: "now+1m" };

export const listQuarantine: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: endpoint.id, signal: ctx.request.signal });
  const filter = { range: rangeOf(query, deps.clock.now()), apps: query.app ?? [], sources: query.source ?? [] };
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const [found, reasons] = await Promise.all([
    findQuarantined(store, filter, { limit: query.limit + 1, after }),
    countReasons(store, filter),
  ]);
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ id: _id, atMs, ...item }) => ({ ...item, at: isoOf(atMs) })),
    nextCursor: last !== undefined && found.length > query.limit ? writeCursor(last) : null,
    reasons: reasons.map(({ reason, total }) => ({ reason, rows: total })),
  };
};

function rangeOf(written: { from?: string | undefined; to?: string | undefined }, nowMs: number): TimeRange {
  const resolve = (name: "from" | "to"): number => {
    const micros = resolveTime(written[name] ?? defaultRange[name], nowMs);
    if (micros !== undefined) return micros;
    const detail = "This is no point in time: use ISO 8601, an epoch or date math such as now-15m.";
    throw new Problem("invalid-request", { detail, errors: [{ pointer: `/query/${name}`, detail }] });
  };
  return { fromMicros: resolve("from"), toMicros: resolve("to") };
}
