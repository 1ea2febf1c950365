import type { deleteEnrollment as endpoint } from "#schema/contract/runners";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { findEnrollment, removeEnrollment } from "#server/features/runners/enrollments.store";
import type { Verb } from "#server/platform/call";

export const deleteEnrollment: Verb<typeof endpoint> = async (deps, { params, ctx }) =>
  deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const [row] = await findEnrollment(tx, params.id);
    if (row === undefined) throw new Problem("not-found");
    if (row.usedAt !== null) throw new Problem("conflict", { detail: "The token was used. Revoke the runner instead." });
    await removeEnrollment(tx, params.id);
    await auditRow(tx, { deps, ctx }, { action: "enrollment.delete", target: params.id, outcome: "success", detail: { name: row.name } });
    return undefined;
  });
