import { createHash } from "node:crypto";
import { canonicalJson } from "#schema/protocol/runner/v1/canonical-json";
import type { DesiredApp } from "#schema/protocol/runner/v1/desired-app";
import type { LocalFile, Runnable, Workload } from "../executor/workload.ts";

/** What only this host knows: where the files lie and what the secrets say. */
export interface LocalFacts {
  readonly jar: LocalFile | null;
  readonly agent: LocalFile | null;
  readonly secrets: readonly { readonly name: string; readonly value: string }[];
}

/** The one place where what the server wants becomes what an executor runs. */
export function toWorkload(app: DesiredApp, facts: LocalFacts): Workload {
  return {
    place: { environmentId: app.environment.id, environment: app.environment.name, appId: app.app.id, app: app.app.name },
    generation: app.generation,
    revisionId: app.revision.id,
    deploymentId: app.deploymentId,
    runState: app.runState,
    replicas: app.replicas,
    runnable: runnableOf(app, facts),
    variables: [...app.variables, ...facts.secrets],
    resources: app.resources,
    httpPort: app.httpPort,
    health: app.health,
    stop: app.stop,
    route: app.route,
    strategy: app.update.strategy,
    autoRollback: app.update.autoRollback,
    hash: instanceHash(app),
  };
}

/** Two apps with the same hash have the same instances. Secrets count by version: their values are not to be guessed from it. */
export function instanceHash(app: DesiredApp): string {
  const { artifact, agent, baseImage, jvm, variables, resources, httpPort, health, stop, route, restartNonce, kind } = app;
  const secrets = app.secrets.map(({ name, version }) => ({ name, version }));
  const place = { environment: app.environment, app: app.app };
  const made = { artifact, agent, baseImage, jvm, variables, resources, httpPort, health, stop, route, restartNonce, kind, secrets, place };
  return createHash("sha256").update(canonicalJson(made)).digest("hex");
}

function runnableOf({ artifact, baseImage, jvm }: DesiredApp, { jar, agent }: LocalFacts): Runnable {
  if (artifact.kind === "image") return { kind: "image", image: artifact.image };
  const { layout, mainClass, sha256 } = artifact;
  return { kind: "jar", jar: jar ?? { path: "", sha256 }, layout, mainClass, agent, baseImage, jvm };
}
