import type { NamedDeployment } from "#server/features/deployments/deployments.store";
import type { RevisionContent } from "#server/features/deployments/revision-diff";
import type { WholeRevision } from "#server/features/deployments/revisions.store";
import { isoOf } from "#server/platform/clock";

const orNull = (at: number | null): string | null => (at === null ? null : isoOf(at));

/** As the contract shows a deployment. */
export function shownDeployment({ deployment, app, environment, revisionNumber, artifactVersion }: NamedDeployment) {
  const { failureReason, failureMessage, tenantId: _tenant, runState: _runState, ...shown } = deployment;
  return {
    ...shown,
    app,
    environment,
    revisionNumber,
    artifactVersion,
    createdAt: isoOf(deployment.createdAt),
    startedAt: orNull(deployment.startedAt),
    endedAt: orNull(deployment.endedAt),
    failure: failureReason === null ? null : { reason: failureReason, message: failureMessage ?? "" },
  };
}

/** As the contract shows a revision. */
export function shownRevision({ revision, artifact }: WholeRevision) {
  const { id, appId, environmentId, number, settingsVersion, settings, secrets, createdAt, createdBy } = revision;
  const { id: artifactId, version, kind, digest } = artifact;
  const shown = { id, appId, environmentId, number, settingsVersion, settings, secrets: [...secrets], createdBy };
  return { ...shown, artifact: { id: artifactId, version, kind, digest }, createdAt: isoOf(createdAt) };
}

export function contentOf({ revision, artifact }: WholeRevision): RevisionContent {
  return { artifact, settings: revision.settings, secrets: revision.secrets };
}
