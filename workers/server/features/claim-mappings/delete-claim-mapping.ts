import type { deleteClaimMapping as endpoint } from "#schema/contract/claim-mappings";
import { keepAdministrator } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { deleteRule } from "#server/features/claim-mappings/claim-mappings.store";
import { shownRule } from "#server/features/claim-mappings/shown-rules";
import { raiseEpoch } from "#server/features/epochs/index";
import type { Verb } from "#server/platform/call";

export const deleteClaimMapping: Verb<typeof endpoint> = async (deps, { params, ctx }) =>
  deps.db.forTenant(ctx.tenant).transaction((tx) =>
    keepAdministrator(tx, deps.config, async () => {
      const { id, holders, warnings: _warnings, targetId: _target, ...before } = await shownRule(tx, params.id);
      for (const statement of deleteRule(tx, id)) await statement;
      await raiseEpoch(tx);
      const detail = { before, takenFrom: holders };
      await auditRow(tx, { deps, ctx }, { action: "claim-mapping.delete", target: id, outcome: "success", detail });
      return undefined;
    }),
  );
