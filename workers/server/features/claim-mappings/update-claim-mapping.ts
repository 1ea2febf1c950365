import type { updateClaimMapping as endpoint } from "#schema/contract/claim-mappings";
import { auditRow } from "#server/features/audit/index";
import { changeRule, lockRules } from "#server/features/claim-mappings/claim-mappings.store";
import { loadTargets } from "#server/features/claim-mappings/load-targets";
import { requireGoodRule } from "#server/features/claim-mappings/require-good-rule";
import type { Draft } from "#server/features/claim-mappings/rule";
import { shownRule } from "#server/features/claim-mappings/shown-rules";
import { raiseEpoch } from "#server/features/epochs/index";
import type { Verb } from "#server/platform/call";

export const updateClaimMapping: Verb<typeof endpoint> = async (deps, { params, body, ctx }) =>
  deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    await lockRules(tx);
    const targets = await loadTargets(tx);
    const { id, targetId, holders: _holders, warnings: _warnings, ...before } = await shownRule(tx, params.id, targets);
    const after = changed(before, body);
    const target = onlyDisables(body) ? targetId : (await requireGoodRule(tx, { draft: after, targets, author: ctx.actor })).id;
    await changeRule(tx, id, { ...after, target, changedAt: deps.clock.now() });
    await raiseEpoch(tx);
    await auditRow(tx, { deps, ctx }, { action: "claim-mapping.update", target: id, outcome: "success", detail: { before, after } });
    return shownRule(tx, id, targets);
  });

type Change = { readonly [K in keyof Draft]?: Draft[K] | undefined };

/** Nobody needs to hold what a rule gives in order to make it give nothing. */
function onlyDisables(change: Change): boolean {
  return change.enabled === false && Object.keys(change).length === 1;
}

function changed(before: Draft, change: Change): Draft {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...before, ...(Object.fromEntries(given) as Partial<Draft>) };
}
