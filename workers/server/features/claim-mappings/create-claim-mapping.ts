import type { createClaimMapping as endpoint } from "#schema/contract/claim-mappings";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { mostRules } from "#server/features/claim-mapping/index";
import { findAllRules, insertRule, lockRules } from "#server/features/claim-mappings/claim-mappings.store";
import { loadTargets } from "#server/features/claim-mappings/load-targets";
import { requireGoodRule } from "#server/features/claim-mappings/require-good-rule";
import { shownRule } from "#server/features/claim-mappings/shown-rules";
import { raiseEpoch } from "#server/features/epochs/index";
import type { Verb } from "#server/platform/call";

export const createClaimMapping: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const at = deps.clock.now();
  const id = deps.newId("claimRule");
  return deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    await lockRules(tx);
    const targets = await loadTargets(tx);
    const { id: target } = await requireGoodRule(tx, { draft: body, targets, author: ctx.actor });
    if ((await findAllRules(tx)).length >= mostRules) throw new Problem("conflict", { detail: `There may be ${mostRules} rules.` });
    await insertRule(tx, { ...body, id, target, createdBy: ctx.actor.subject, createdAt: at, changedAt: at });
    await raiseEpoch(tx);
    await auditRow(tx, { deps, ctx }, { action: "claim-mapping.create", target: id, outcome: "success", detail: { after: body } });
    return shownRule(tx, id, targets);
  });
};
