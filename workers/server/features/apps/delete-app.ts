import type { deleteApp as endpoint } from "#schema/contract/apps";
import { Problem } from "#schema/problems";
import { removeApp } from "#server/features/apps/apps.store";
import { requireApp } from "#server/features/apps/require-app";
import { auditRow } from "#server/features/audit/index";
import { findPlacements } from "#server/features/placements/index";
import type { Verb } from "#server/platform/call";

export const deleteApp: Verb<typeof endpoint> = async (deps, { params, ctx }) =>
  deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const { app } = await requireApp(tx, params.id);
    const placed = await findPlacements(tx, { appIds: [params.id] });
    if (placed.length > 0) {
      throw new Problem("conflict", {
        detail: `It is deployed in ${placed.map(({ environment }) => environment).join(", ")}. Remove it there first.`,
      });
    }
    await removeApp(tx, params.id);
    const detail = { before: { name: app.name } };
    await auditRow(tx, { deps, ctx }, { action: "app.delete", target: params.id, outcome: "success", detail });
    return undefined;
  });
