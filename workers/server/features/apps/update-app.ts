import type { updateApp as endpoint } from "#schema/contract/apps";
import { shownApp } from "#server/features/apps/app";
import { setApp } from "#server/features/apps/apps.store";
import { requireApp } from "#server/features/apps/require-app";
import { auditRow } from "#server/features/audit/index";
import { findPlacements } from "#server/features/placements/index";
import type { Verb } from "#server/platform/call";

export const updateApp: Verb<typeof endpoint> = async (deps, { params, body, ctx }) =>
  deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const { app, artifacts } = await requireApp(tx, params.id);
    const before = { displayName: app.displayName, description: app.description };
    const after = { displayName: body.displayName ?? before.displayName, description: body.description ?? before.description };
    await setApp(tx, params.id, after);
    await auditRow(tx, { deps, ctx }, { action: "app.update", target: params.id, outcome: "success", detail: { before, after } });
    return shownApp({ app: { ...app, ...after }, artifacts }, await findPlacements(tx, { appIds: [params.id] }), deps.clock.now());
  });
