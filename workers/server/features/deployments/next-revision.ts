import type { DeploymentRequest } from "#schema/contract/deployments";
import { Problem } from "#schema/problems";
import type { Place } from "#server/features/apps/index";
import { findNewestSecrets, presentSettings, presentVersions } from "#server/features/apps/index";
import type { ArtifactRow } from "#server/features/artifacts/index";
import { requireArtifact } from "#server/features/artifacts/index";
import type { Current } from "#server/features/deployments/current";
import { requireCurrent } from "#server/features/deployments/current";
import type { PlacementRow } from "#server/features/deployments/deployments.store";
import { findDeployment, findPlacement } from "#server/features/deployments/deployments.store";
import { requireRevision } from "#server/features/deployments/require-deployment";
import type { RevisionContent } from "#server/features/deployments/revision-diff";
import { isSame } from "#server/features/deployments/revision-diff";
import type { WholeRevision } from "#server/features/deployments/revisions.store";
import { contentOf } from "#server/features/deployments/shown";
import type { Queries } from "#server/platform/database";

/** The revision that a request asks for: one that exists, or the content of a new one. */
export type Wanted =
  | { readonly kind: "existing"; readonly revision: WholeRevision }
  | { readonly kind: "new"; readonly artifact: ArtifactRow; readonly settingsVersion: number; readonly content: RevisionContent };

export async function wantedRevision(db: Queries, request: DeploymentRequest, current: Current | undefined): Promise<Wanted> {
  if (request.action === "deploy") return withPresentSettings(db, request, { artifactId: request.artifactId, current });
  if (request.action === "promote") {
    return withPresentSettings(db, request, { artifactId: await activeArtifact(db, request), current });
  }
  if (request.action === "rollback") return earlier(db, request, current);
  return { kind: "existing", revision: requireCurrent(current).revision };
}

async function earlier(
  db: Queries,
  request: Extract<DeploymentRequest, { action: "rollback" }>,
  current: Current | undefined,
): Promise<Wanted> {
  const revision = await requireRevision(db, request.revisionId);
  const { appId, environmentId } = revision.revision;
  if (appId !== request.appId || environmentId !== request.environmentId) {
    throw new Problem("not-found", { detail: "This app has no such revision in this environment." });
  }
  if (request.settings === "revision") return { kind: "existing", revision };
  return withPresentSettings(db, request, { artifactId: revision.artifact.id, current });
}

/** Of what runs there, not of what is wanted there: nothing untried is promoted. */
async function activeArtifact(db: Queries, request: Extract<DeploymentRequest, { action: "promote" }>): Promise<string> {
  const [placement] = await findPlacement(db, { appId: request.appId, environmentId: request.fromEnvironmentId });
  const active = placement === undefined ? null : await activeRevision(db, placement);
  if (active === null) throw new Problem("conflict", { detail: "Nothing runs in the environment to promote from." });
  return (await requireRevision(db, active)).artifact.id;
}

/** A success is told a moment before it is seen. */
async function activeRevision(db: Queries, { deploymentId, revisionId, observed }: PlacementRow): Promise<string | null> {
  const [last] = await findDeployment(db, deploymentId);
  return last?.deployment.state === "succeeded" ? revisionId : (observed?.activeRevisionId ?? null);
}

interface Basis {
  readonly artifactId: string;
  readonly current: Current | undefined;
}

async function withPresentSettings(db: Queries, place: Place, { artifactId, current }: Basis): Promise<Wanted> {
  const { artifact } = await requireArtifact(db, artifactId);
  if (artifact.appId !== place.appId) throw new Problem("not-found", { detail: "This app has no such artifact." });
  const { version: settingsVersion, settings } = await presentSettings(db, place);
  const secrets = presentVersions(await findNewestSecrets(db, place));
  const content = { artifact, settings, secrets };
  if (current !== undefined && isSame(contentOf(current.revision), content)) return { kind: "existing", revision: current.revision };
  return { kind: "new", artifact, settingsVersion, content };
}

export function contentWanted(wanted: Wanted): RevisionContent {
  return wanted.kind === "existing" ? contentOf(wanted.revision) : wanted.content;
}
