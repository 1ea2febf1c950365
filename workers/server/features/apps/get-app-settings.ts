import type { getAppSettings as endpoint } from "#schema/contract/app-settings";
import { presentSettings } from "#server/features/apps/present-settings";
import { requirePlace } from "#server/features/apps/require-place";
import type { Verb } from "#server/platform/call";

export const getAppSettings: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  return presentSettings(db, await requirePlace(db, params));
};
