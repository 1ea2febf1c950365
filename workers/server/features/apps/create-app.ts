import type { createApp as endpoint } from "#schema/contract/apps";
import { Problem } from "#schema/problems";
import { shownApp } from "#server/features/apps/app";
import { insertApp } from "#server/features/apps/apps.store";
import { auditRow } from "#server/features/audit/index";
import { requireRoom } from "#server/features/license/index";
import type { Verb } from "#server/platform/call";
import { isUniqueViolation } from "#server/platform/database-errors";

export const createApp: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const app = { id: deps.newId("app"), ...body, createdAt: deps.clock.now() };
  try {
    await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
      await requireRoom(deps, tx, "apps");
      await insertApp(tx, app);
      await auditRow(tx, { deps, ctx }, { action: "app.create", target: app.id, outcome: "success", detail: { after: body } });
    });
  } catch (thrown) {
    if (!isUniqueViolation(thrown, "apps_name")) throw thrown;
    throw new Problem("conflict", { detail: "There is an app with this name.", errors: [{ pointer: "/body/name", detail: "Taken" }] });
  }
  return shownApp({ app: { tenantId: ctx.tenant, ...app }, artifacts: 0 }, [], app.createdAt);
};
