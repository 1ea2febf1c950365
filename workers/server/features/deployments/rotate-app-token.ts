import type { rotateAppToken as endpoint } from "#schema/contract/deployments";
import { removeAppToken } from "#server/features/app-tokens/index";
import { auditRow } from "#server/features/audit/index";
import { beginDeployment } from "#server/features/deployments/begin-deployment";
import { requireCurrent } from "#server/features/deployments/current";
import { lockPlace } from "#server/features/deployments/deployments.store";
import { planDeployment } from "#server/features/deployments/plan-deployment";
import { raiseMachineEpoch } from "#server/features/epochs/index";
import { tellRunner } from "#server/features/deployments/tell-runner";
import type { Verb } from "#server/platform/call";

const reason = "It gets a new telemetry token.";

export const rotateAppToken: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const place = { appId: params.id, environmentId: params.environmentId };
  const begun = await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    await lockPlace(tx, place);
    const plan = await planDeployment(tx, { action: "restart", ...place, reason }, { actor: ctx.actor, nowMs: deps.clock.now() });
    const { placement } = requireCurrent(plan.current);
    await removeAppToken(tx, place);
    await raiseMachineEpoch(tx);
    const told = {
      action: "app-token.revoke",
      target: place.appId,
      outcome: "success",
      detail: { environment: place.environmentId },
    } as const;
    await auditRow(tx, { deps, ctx }, told);
    return beginDeployment(
      { deps, ctx, tx },
      {
        place,
        action: "restart",
        automatic: false,
        by: ctx.actor.subject,
        reason,
        runner: plan.runner,
        revisionId: placement.revisionId,
        previousRevisionId: placement.revisionId,
        fields: { ...plan.fields, runState: placement.runState },
      },
    );
  });
  await tellRunner(deps, begun);
  return begun.deployment;
};
