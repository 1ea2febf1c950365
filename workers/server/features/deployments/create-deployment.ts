import type { createDeployment as endpoint } from "#schema/contract/deployments";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import type { Writing } from "#server/features/deployments/begin-deployment";
import { beginDeployment } from "#server/features/deployments/begin-deployment";
import { lockPlace } from "#server/features/deployments/deployments.store";
import type { Plan } from "#server/features/deployments/plan-deployment";
import { planDeployment } from "#server/features/deployments/plan-deployment";
import { insertRevision } from "#server/features/deployments/revisions.store";
import { tellRunner } from "#server/features/deployments/tell-runner";
import type { Verb } from "#server/platform/call";

export const createDeployment: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const place = { appId: body.appId, environmentId: body.environmentId };
  const begun = await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    await lockPlace(tx, place);
    const plan = await planDeployment(tx, body, { actor: ctx.actor, nowMs: deps.clock.now() });
    const revisionId = await revisionOf({ deps, ctx, tx }, plan);
    return beginDeployment(
      { deps, ctx, tx },
      {
        place,
        action: body.action,
        automatic: false,
        by: ctx.actor.subject,
        reason: body.reason,
        runner: plan.runner,
        revisionId,
        previousRevisionId: plan.current?.placement.revisionId ?? null,
        fields: plan.fields,
      },
    );
  });
  ctx.log.set({ deployment: begun.deployment.id });
  await tellRunner(deps, begun);
  return begun.deployment;
};

async function revisionOf({ deps, ctx, tx }: Writing, { request, wanted }: Plan): Promise<string> {
  if (wanted.kind === "existing") return wanted.revision.revision.id;
  const { artifact, settingsVersion, content } = wanted;
  const [revision] = await insertRevision(tx, {
    id: deps.newId("revision"),
    appId: request.appId,
    environmentId: request.environmentId,
    artifactId: artifact.id,
    settingsVersion,
    settings: content.settings,
    secrets: content.secrets,
    createdAt: deps.clock.now(),
    createdBy: ctx.actor.subject,
  });
  if (revision === undefined) throw new Problem("unexpected");
  const detail = { artifact: artifact.id, settingsVersion };
  await auditRow(tx, { deps, ctx }, { action: "revision.create", target: revision.id, outcome: "success", detail });
  return revision.id;
}
