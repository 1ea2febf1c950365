import type { listAppSettingsVersions as endpoint } from "#schema/contract/app-settings";
import { findSettings } from "#server/features/apps/app-settings.store";
import { shownSettings } from "#server/features/apps/present-settings";
import { requirePlace } from "#server/features/apps/require-place";
import type { Verb } from "#server/platform/call";

export const listAppSettingsVersions: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  return { items: (await findSettings(db, await requirePlace(db, params), 100)).map(shownSettings) };
};
