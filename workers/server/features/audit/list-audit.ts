import { z } from "zod";
import type { listAudit as endpoint } from "#schema/contract/audit";
import { auditFilter } from "#server/features/audit/audit-filter";
import { findAudit } from "#server/features/audit/audit.store";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";
import { readCursor, writeCursor } from "#server/platform/cursor";

const position = z.tuple([z.int().positive()]);

export const listAudit: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  const { limit, cursor, ...filters } = query;
  const [before] = cursor === undefined ? [] : readCursor(cursor, position);
  const filter = auditFilter(filters, deps.clock.now());
  const found = await findAudit(deps.db.forTenant(ctx.tenant), filter, { limit, before });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(({ at, ...entry }) => ({ ...entry, at: isoOf(at) })),
    nextCursor: last !== undefined && found.length > limit ? writeCursor([last.sequence]) : null,
  };
};
