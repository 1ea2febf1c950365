import { z } from "zod";
import type { listApps as endpoint } from "#schema/contract/apps";
import { shownApp } from "#server/features/apps/app";
import { findApps } from "#server/features/apps/apps.store";
import { findPlacements } from "#server/features/placements/index";
import type { Verb } from "#server/platform/call";
import { readCursor, writeCursor } from "#server/platform/cursor";

const position = z.tuple([z.string()]);

export const listApps: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const [after] = query.cursor === undefined ? [] : readCursor(query.cursor, position);
  const found = await findApps(db, { limit: query.limit, after, environmentId: query.environmentId });
  const page = found.slice(0, query.limit);
  const placements = page.length === 0 ? [] : await findPlacements(db, { appIds: page.map(({ app }) => app.id) });
  const last = page.at(-1);
  return {
    items: page.map((one) => shownApp(one, placements, deps.clock.now())),
    nextCursor: last !== undefined && found.length > page.length ? writeCursor([last.app.name]) : null,
  };
};
