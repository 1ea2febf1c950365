import { z } from "zod";
import { listContainerLogs as endpoint } from "#schema/contract/container-logs";
import type { TimeRange } from "#schema/contract/query/time";
import { resolveTime } from "#schema/contract/query/time";
import { Problem } from "#schema/problems";
import { requireApp } from "#server/features/apps/index";
import { findLines } from "#server/features/container-logs/container-logs.store";
import { readLine } from "#server/features/container-logs/line";
import { requireEnvironment } from "#server/features/environments/index";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";
import { readCursor, writeCursor } from "#server/platform/cursor";

const defaultRange = { from: "now-24h", to: "now+5m" };
const mostWords = 10;
const position = z
  .tuple([z.string().regex(/^\d{1,19}$/), z.string(), z.number().int()])
  .transform(([nanos, stream, offset]) => ({ nanos, stream, position: offset }));

export const listContainerLogs: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const [{ app }, { environment }] = [await requireApp(db, query.appId), await requireEnvironment(db, query.environmentId)];
  const range = rangeOf(query, deps.clock.now());
  const words = (query.q ?? "").split(/\s+/).filter((word) => word !== "");
  if (words.length > mostWords) throw new Problem("invalid-query", { detail: `Search for at most ${mostWords} words.` });
  const { deploymentId, instance: instances, kind: kinds, limit } = query;
  const filter = { app: app.name, environment: environment.name, deploymentId, instances, kinds, words, range };
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, position);
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: endpoint.id, signal: ctx.request.signal });
  const found = await findLines(store, filter, { limit: limit + 1, after });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    range: { from: isoOf(range.fromMicros / 1_000), to: isoOf(range.toMicros / 1_000) },
    items: page.map(readLine),
    nextCursor: last !== undefined && found.length > page.length ? writeCursor([last.nanos, last.stream, last.position]) : null,
  };
};

function rangeOf(written: { readonly from?: string | undefined; readonly to?: string | undefined }, nowMs: number): TimeRange {
  const resolve = (name: "from" | "to"): number => {
    const micros = resolveTime(written[name] ?? defaultRange[name], nowMs);
    if (micros !== undefined) return micros;
    const detail = "This is no point in time: use ISO 8601, an epoch or date math such as now-15m.";
    throw new Problem("invalid-request", { detail, errors: [{ pointer: `/query/${name}`, detail }] });
  };
  return { fromMicros: resolve("from"), toMicros: resolve("to") };
}
