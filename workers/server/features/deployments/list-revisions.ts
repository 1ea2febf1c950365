import { z } from "zod";
import type { listRevisions as endpoint } from "#schema/contract/revisions";
import { requirePlace } from "#server/features/apps/index";
import { findRevisions } from "#server/features/deployments/revisions.store";
import { shownRevision } from "#server/features/deployments/shown";
import type { Verb } from "#server/platform/call";
import { readCursor, writeCursor } from "#server/platform/cursor";

const position = z.tuple([z.number().int()]);

export const listRevisions: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const place = await requirePlace(db, { id: query.appId, environmentId: query.environmentId });
  const [before] = query.cursor === undefined ? [] : readCursor(query.cursor, position);
  const found = await findRevisions(db, place, { limit: query.limit, before });
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(shownRevision),
    nextCursor: last !== undefined && found.length > page.length ? writeCursor([last.revision.number]) : null,
  };
};
