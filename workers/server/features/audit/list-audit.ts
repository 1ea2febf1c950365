import type { listAudit as endpoint } from "#schema/contract/audit";
import { readCursor, writeCursor } from "#server/features/audit/audit-cursor";
import { findAudit } from "#server/features/audit/audit.store";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";

export const listAudit: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  const before = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const found = await findAudit(deps.db.forTenant(ctx.tenant), { limit: query.limit, action: query.action, actor: query.actor, before });
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ at, ...entry }) => ({ ...entry, at: isoOf(at) })),
    nextCursor: last !== undefined && found.length > query.limit ? writeCursor(last) : null,
  };
};
