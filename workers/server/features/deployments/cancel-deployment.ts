import type { cancelDeployment as endpoint } from "#schema/contract/deployments";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { beginDeployment } from "#server/features/deployments/begin-deployment";
import type { DeploymentRow } from "#server/features/deployments/deployments.store";
import { findPlacement, findPrevious, lockPlace } from "#server/features/deployments/deployments.store";
import { requireAccess } from "#server/features/deployments/plan-deployment";
import { requireDeployment } from "#server/features/deployments/require-deployment";
import { hasEnded } from "#server/features/placements/index";
import { findRunner } from "#server/features/runners/index";
import { tellRunner } from "#server/features/deployments/tell-runner";
import type { Verb } from "#server/platform/call";

export const cancelDeployment: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const begun = await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const { deployment } = await requireDeployment(tx, params.id);
    const place = { appId: deployment.appId, environmentId: deployment.environmentId };
    await lockPlace(tx, place);
    await requireAccess(tx, place.environmentId, ctx.actor);
    const [placement] = await findPlacement(tx, place);
    const [runner] = await findRunner(tx, deployment.runnerId);
    const { deployment: present } = await requireDeployment(tx, params.id);
    if (placement === undefined || runner === undefined || hasEnded(present.state)) throw new Problem("deployment-over");
    if (placement.deploymentId !== deployment.id) throw new Problem("conflict", { detail: "A later deployment has replaced it." });
    const [before] = await findPrevious(tx, place, deployment.generation);
    const former = deployment.previousRevisionId === null ? undefined : before;
    await auditRow(tx, { deps, ctx }, { action: "deployment.abort", target: deployment.id, outcome: "success" });
    return beginDeployment(
      { deps, ctx, tx },
      {
        place,
        action: "cancel",
        automatic: false,
        by: ctx.actor.subject,
        reason: "",
        runner: runner.runner,
        revisionId: former?.revisionId ?? deployment.revisionId,
        previousRevisionId: deployment.revisionId,
        fields: { ...fieldsOf(former, deployment), restartNonce: placement.restartNonce },
      },
    );
  });
  await tellRunner(deps, begun);
  return begun.deployment;
};

/** What was wanted before; a first deployment is taken away again. */
function fieldsOf(former: DeploymentRow | undefined, cancelled: DeploymentRow) {
  const { runState, replicas } = former ?? cancelled;
  return { runState, replicas, removal: former === undefined ? ("stop" as const) : null };
}
