import type { deleteArtifact as endpoint } from "#schema/contract/artifacts";
import { Problem } from "#schema/problems";
import { findHistory, removeArtifact } from "#server/features/artifacts/artifacts.store";
import { requireArtifact } from "#server/features/artifacts/require-artifact";
import { auditRow } from "#server/features/audit/index";
import type { Verb } from "#server/platform/call";

export const deleteArtifact: Verb<typeof endpoint> = async (deps, { params, ctx }) =>
  deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const { artifact } = await requireArtifact(tx, params.id);
    const used = (await findHistory(tx, params.id)).map(({ environment }) => environment);
    if (used.length > 0)
      throw new Problem("conflict", {
        detail: `It was deployed in ${used.join(", ")}, and a rollback may need it. Delete the app to delete its history.`,
      });
    await removeArtifact(tx, params.id);
    const detail = { before: { app: artifact.appId, version: artifact.version, digest: artifact.digest } };
    await auditRow(tx, { deps, ctx }, { action: "artifact.delete", target: params.id, outcome: "success", detail });
    return undefined;
  });
