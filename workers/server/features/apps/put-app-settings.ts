import type { putAppSettings as endpoint } from "#schema/contract/app-settings";
import { Problem } from "#schema/problems";
import { insertSettings } from "#server/features/apps/app-settings.store";
import { presentSettings, shownSettings } from "#server/features/apps/present-settings";
import { requirePlace } from "#server/features/apps/require-place";
import { auditRow } from "#server/features/audit/index";
import type { Verb } from "#server/platform/call";
import { isUniqueViolation } from "#server/platform/database-errors";

export const putAppSettings: Verb<typeof endpoint> = async (deps, { params, body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const place = await requirePlace(db, params);
  const before = await presentSettings(db, place);
  const changedMeanwhile = new Problem("conflict", {
    detail: `Somebody else changed the settings. The present version is ${before.version}.`,
  });
  if (before.version !== body.basedOn) throw changedMeanwhile;
  const version = before.version + 1;
  const row = { ...place, version, settings: body.settings, changedAt: deps.clock.now(), changedBy: ctx.actor.subject };
  const detail = { environment: params.environmentId, before: before.settings, after: body.settings };
  const audit = auditRow(db, { deps, ctx }, { action: "app-settings.update", target: params.id, outcome: "success", detail });
  try {
    await db.batch([insertSettings(db, row), audit]);
  } catch (thrown) {
    if (isUniqueViolation(thrown, "app_settings_tenant_id_app_id_environment_id_version_pk")) throw changedMeanwhile;
    throw thrown;
  }
  return shownSettings({ tenantId: ctx.tenant, ...row });
};
