import type { getApp as endpoint } from "#schema/contract/apps";
import { shownApp } from "#server/features/apps/app";
import { requireApp } from "#server/features/apps/require-app";
import { findPlacements } from "#server/features/placements/index";
import type { Verb } from "#server/platform/call";

export const getApp: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  return shownApp(await requireApp(db, params.id), await findPlacements(db, { appIds: [params.id] }), deps.clock.now());
};
