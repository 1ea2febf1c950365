import { z } from "zod";
import type { listDeployments as endpoint } from "#schema/contract/deployments";
import { resolveTime } from "#schema/contract/query/time";
import { Problem } from "#schema/problems";
import { findDeployments } from "#server/features/deployments/deployments.store";
import { shownDeployment } from "#server/features/deployments/shown";
import type { Verb } from "#server/platform/call";
import { readCursor, writeCursor } from "#server/platform/cursor";

const position = z.tuple([z.number().int(), z.string()]).transform(([createdAt, id]) => ({ createdAt, id }));

export const listDeployments: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  const nowMs = deps.clock.now();
  const { appId, environmentId, runnerId, limit, app: apps, environment: environments } = query;
  const range = { fromMs: millisecondsOf("from", query.from, nowMs), toMs: millisecondsOf("to", query.to, nowMs) };
  const before = query.cursor === undefined ? undefined : readCursor(query.cursor, position);
  const filter = { appId, environmentId, runnerId, apps, environments, ...range, before, limit };
  const found = await findDeployments(deps.db.forTenant(ctx.tenant), filter);
  const page = found.slice(0, limit);
  const last = page.at(-1)?.deployment;
  return {
    items: page.map(shownDeployment),
    nextCursor: last !== undefined && found.length > page.length ? writeCursor([last.createdAt, last.id]) : null,
  };
};

function millisecondsOf(name: "from" | "to", written: string | undefined, nowMs: number): number | undefined {
  if (written === undefined) return undefined;
  const micros = resolveTime(written, nowMs);
  if (micros !== undefined) return Math.floor(micros / 1_000);
  const detail = "This is no point in time: use ISO 8601, an epoch or date math such as now-15m.";
  throw new Problem("invalid-request", { detail, errors: [{ pointer: `/query/${name}`, detail }] });
}
