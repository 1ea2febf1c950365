import type { deleteRunner as endpoint } from "#schema/contract/runners";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { requireRunner } from "#server/features/runners/require-runner";
import { removePlacements, removeRunner } from "#server/features/runners/runners.store";
import type { Verb } from "#server/platform/call";

export const deleteRunner: Verb<typeof endpoint> = async (deps, { params, ctx }) =>
  deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const { runner, apps } = await requireRunner(tx, params.id);
    if (apps > 0 && runner.revokedAt === null) {
      throw new Problem("conflict", { detail: `${apps} apps are placed on it. Remove them, or revoke the runner if its host is gone.` });
    }
    await removePlacements(tx, runner.id);
    await removeRunner(tx, runner.id);
    const detail = { name: runner.name, apps };
    await auditRow(tx, { deps, ctx }, { action: "runner.delete", target: runner.id, outcome: "success", detail });
    return undefined;
  });
