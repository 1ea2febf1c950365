import type { deleteServiceAccount as endpoint } from "#schema/contract/service-accounts";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/epochs/index";
import { deleteAccount } from "#server/features/service-accounts/service-accounts.store";
import type { Verb } from "#server/platform/call";

export const deleteServiceAccount: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const [deleted] = await deleteAccount(tx, params.id);
    if (deleted === undefined) throw new Problem("not-found");
    await raiseEpoch(tx);
    const fact = { action: "service-account.delete", target: params.id, outcome: "success", detail: { before: deleted } } as const;
    await auditRow(tx, { deps, ctx }, fact);
  });
};
