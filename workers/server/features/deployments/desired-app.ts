import type { AppSettings } from "#schema/protocol/runner/v1/app-settings";
import type { DesiredApp, RunnableArtifact } from "#schema/protocol/runner/v1/desired-app";
import type { ArtifactRow } from "#server/features/artifacts/index";
import { telemetryVariables } from "#server/features/deployments/app-environment";
import type { PlacementRow } from "#server/features/deployments/deployments.store";
import type { RevisionRow } from "#server/features/deployments/revisions.store";
import type { Deps } from "#server/platform/deps";

/** Everything that a desired app is made of. */
export interface Ingredients {
  readonly placement: PlacementRow;
  readonly revision: RevisionRow;
  readonly artifact: ArtifactRow;
  readonly app: { readonly name: string; readonly kind: "app" | "server" };
  readonly environment: string;
  readonly secrets: DesiredApp["secrets"];
  readonly serverUrl: string;
  readonly routing: Deps["config"]["routing"];
}

/** What the runner is told of a placement. The same ingredients always give the same. */
export function desiredAppOf(ingredients: Ingredients): DesiredApp {
  const { placement, revision, artifact, app, environment, secrets, serverUrl } = ingredients;
  const { variables, jvm, resources, httpPort, health, stop, update, baseImage } = revision.settings;
  const telemetry = telemetryVariables({ serverUrl, environment, app: app.name, artifactVersion: artifact.version });
  return {
    environment: { id: placement.environmentId, name: environment },
    app: { id: placement.appId, name: app.name },
    kind: app.kind,
    generation: placement.generation,
    deploymentId: placement.deploymentId,
    revision: { id: revision.id, number: revision.number },
    runState: placement.runState,
    replicas: placement.replicas,
    restartNonce: placement.restartNonce,
    artifact: runnable(artifact),
    agent: null,
    baseImage,
    jvm,
    variables: [...telemetry, ...variables],
    secrets,
    resources,
    httpPort,
    health,
    stop,
    route: routeOf(revision.settings, ingredients),
    update,
  };
}

function runnable({ kind, digest, sizeBytes, inspection }: ArtifactRow): RunnableArtifact {
  if (kind === "image") return { kind, image: digest };
  return { kind, sha256: digest, sizeBytes, layout: inspection?.layout ?? "plain", mainClass: inspection?.mainClass ?? "" };
}

type Addressed = Pick<Ingredients, "app" | "environment" | "serverUrl" | "routing">;

/** Null for an app without a port, and for one that is not to be reached from outside. */
function routeOf({ routing, httpPort }: AppSettings, { app, environment, serverUrl, routing: house }: Addressed): DesiredApp["route"] {
  if (!routing.exposed || httpPort === null) return null;
  const tls = serverUrl.startsWith("https:");
  if (routing.host !== null) return { mode: house.mode, host: routing.host, pathPrefix: "", stripPrefix: false, tls };
  if (house.mode === "subdomain") {
    return { mode: "subdomain", host: `${app.name}.${environment}.${house.domain}`, pathPrefix: "", stripPrefix: false, tls };
  }
  const pathPrefix = `/apps/${environment}/${app.name}`;
  return { mode: "path", host: house.domain ?? null, pathPrefix, stripPrefix: routing.stripPrefix, tls };
}
