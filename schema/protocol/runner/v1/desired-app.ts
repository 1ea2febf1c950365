import { z } from "zod";
import { idPattern } from "#schema/ids";
import { health, jvm, resources, slug, stop, update, variable, variableName } from "#schema/protocol/runner/v1/app-settings";

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected 64 hex digits");

/** How a JAR is laid out, hence how it is started. */
export const jarLayouts = ["plain", "spring-boot", "quarkus-fast-jar"] as const;

const jarArtifact = z.object({
  kind: z.literal("jar"),
  sha256,
  sizeBytes: z.number().int().min(1),
  layout: z.enum(jarLayouts),
  mainClass: z.string(),
});
const imageArtifact = z.object({ kind: z.literal("image"), image: z.string().max(512) });
export const runnableArtifact = z.discriminatedUnion("kind", [jarArtifact, imageArtifact]);
export type RunnableArtifact = z.infer<typeof runnableArtifact>;

/** Where an exposed app answers. `pathPrefix` has no trailing slash and is empty for the whole host. */
export const route = z.object({
  mode: z.enum(["path", "subdomain"]),
  /** Null answers on every host. */
  host: z.string().nullable(),
  pathPrefix: z.string(),
  stripPrefix: z.boolean(),
  tls: z.boolean(),
});

/** A secret that only the addressed runner can open: `schema/protocol/runner/v1/sealed-secret.ts`. */
export const sealedSecret = z.object({
  name: variableName,
  version: z.number().int().min(1),
  sealed: z.string().max(100_000),
});

/** What one app in one environment must look like on its runner. A higher generation replaces a lower one; an equal one changes nothing. */
export const desiredApp = z.object({
  environment: z.object({ id: z.string().regex(idPattern("environment")), name: slug }),
  app: z.object({ id: z.string().regex(idPattern("app")), name: slug }),
  kind: z.enum(["app", "server"]),
  generation: z.number().int().min(1),
  deploymentId: z.string().regex(idPattern("deployment")),
  revision: z.object({ id: z.string().regex(idPattern("revision")), number: z.number().int().min(1) }),
  runState: z.enum(["running", "stopped"]),
  replicas: z.number().int().min(1).max(50),
  /** Grows with every restart that was asked for. */
  restartNonce: z.number().int().min(0),
  artifact: runnableArtifact,
  /** The Cameleer agent to run it with; null for none. */
  agent: z.object({ sha256, version: z.string() }).nullable(),
  baseImage: z.string().nullable(),
  jvm,
  /** In order; a later one of the same name wins. Telemetry's variables come first, so that an app may set its own. */
  variables: z.array(variable),
  secrets: z.array(sealedSecret),
  resources,
  httpPort: z.number().int().min(1).max(65_535).nullable(),
  health,
  stop,
  route: route.nullable(),
  update,
});
export type DesiredApp = z.infer<typeof desiredApp>;

/** Takes an app off its runner. Only this does: an app that is merely not mentioned stays as it is. */
export const removal = z.object({
  environmentId: z.string().regex(idPattern("environment")),
  appId: z.string().regex(idPattern("app")),
  generation: z.number().int().min(1),
  deploymentId: z.string().regex(idPattern("deployment")),
  /** `purge` also deletes images and artifacts that nothing else uses. */
  mode: z.enum(["stop", "purge"]),
});
