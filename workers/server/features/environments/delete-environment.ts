import type { deleteEnvironment as endpoint } from "#schema/contract/environments";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { findPlacedApps, removeEnvironment } from "#server/features/environments/environments.store";
import { requireEnvironment } from "#server/features/environments/require-environment";
import type { Verb } from "#server/platform/call";

export const deleteEnvironment: Verb<typeof endpoint> = async (deps, { params, ctx }) =>
  deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const { environment } = await requireEnvironment(tx, params.id);
    const placed = (await findPlacedApps(tx, params.id)).map(({ app }) => app);
    if (placed.length > 0) throw new Problem("conflict", { detail: `Deployed here: ${placed.join(", ")}. Remove them first.` });
    await removeEnvironment(tx, params.id);
    const detail = { name: environment.name };
    await auditRow(tx, { deps, ctx }, { action: "environment.delete", target: params.id, outcome: "success", detail });
    return undefined;
  });
