import type { previewDeployment as endpoint } from "#schema/contract/deployments";
import { contentWanted } from "#server/features/deployments/next-revision";
import type { Plan } from "#server/features/deployments/plan-deployment";
import { planDeployment } from "#server/features/deployments/plan-deployment";
import { diffOf } from "#server/features/deployments/revision-diff";
import { contentOf, shownRevision } from "#server/features/deployments/shown";
import { stateOfRunner } from "#server/features/runners/index";
import type { Verb } from "#server/platform/call";

export const previewDeployment: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const nowMs = deps.clock.now();
  const plan = await planDeployment(deps.db.forTenant(ctx.tenant), body, { actor: ctx.actor, nowMs });
  const from = plan.current?.revision;
  return {
    from: from === undefined ? null : shownRevision(from),
    to: revisionShown(plan),
    diff: diffOf(from === undefined ? undefined : contentOf(from), contentWanted(plan.wanted)),
    runnerId: plan.runner.id,
    warnings: warningsOn(plan, nowMs),
  };
};

function revisionShown({ wanted, request }: Plan) {
  if (wanted.kind === "existing") return shownRevision(wanted.revision);
  const { id, version, kind, digest } = wanted.artifact;
  const { settings, secrets } = wanted.content;
  const { appId, environmentId } = request;
  const artifact = { id, version, kind, digest };
  return { id: null, appId, environmentId, artifact, settingsVersion: wanted.settingsVersion, settings, secrets: [...secrets] };
}

function warningsOn({ runner, wanted, current, fields }: Plan, nowMs: number): string[] {
  const { update } = contentWanted(wanted).settings;
  const state = stateOfRunner(runner, nowMs);
  return [
    ...(state === "connected" || state === "draining" ? [] : [`${runner.name} is not connected: the change waits until it is back.`]),
    ...(update.strategy === "recreate" && current !== undefined
      ? ["The app is stopped before the new one starts: it is away meanwhile."]
      : []),
    ...(fields.removal === "purge"
      ? ["Images and artifacts on the host are deleted too: nothing can be rolled back without the server."]
      : []),
  ];
}
