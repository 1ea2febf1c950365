import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { appId, artifactId, cursor, instant, pageSize, uploadId } from "#schema/contract/fields";
import { jarLayouts, sha256 } from "#schema/protocol/runner/v1/desired-app";

export const artifactLimits = { sizeBytes: 500 * 1024 * 1024, partBytes: 8 * 1024 * 1024 } as const;

const version = z.string().trim().min(1).max(128);
const fileName = z.string().trim().min(1).max(255);

/** What the server read out of the JAR. */
const inspection = z.object({
  runtime: z.enum(["camel-main", "spring-boot", "quarkus", "plain-java"]),
  layout: z.enum(jarLayouts),
  mainClass: z.string(),
  /** Null when the JAR does not say. */
  camelVersion: z.string().nullable(),
  /** The Java version it was built for, when the JAR says. */
  javaVersion: z.string().nullable(),
  implementationVersion: z.string().nullable(),
  /** Routes in XML and YAML files; those written in Java are not readable without running it. */
  routes: z.array(z.object({ id: z.string(), from: z.string(), source: z.string() })),
  entries: z.number().int(),
  uncompressedBytes: z.number().int(),
  /** Things worth knowing that do not stop it from running. */
  notes: z.array(z.string()),
});
export type Inspection = z.infer<typeof inspection>;

const stored = {
  id: artifactId,
  appId,
  version: z.string(),
  createdAt: instant,
  createdBy: z.string(),
  /** Environments whose desired revision uses it. */
  usedIn: z.array(z.string()),
};
export const artifact = z.discriminatedUnion("kind", [
  z.object({ ...stored, kind: z.literal("jar"), fileName: z.string(), sizeBytes: z.number().int(), sha256, inspection }),
  z.object({ ...stored, kind: z.literal("image"), image: z.string() }),
]);

const upload = z.object({
  id: uploadId,
  appId,
  fileName: z.string(),
  sizeBytes: z.number().int(),
  /** Every part but the last has this size; parts are numbered from 1. */
  partBytes: z.number().int(),
  parts: z.number().int(),
  received: z.array(z.number().int()).meta({ description: "Numbers of the parts that are stored" }),
  expiresAt: instant,
});

export const createUpload = endpoint({
  id: "createUpload",
  method: "POST",
  path: "/api/v1/apps/{id}/uploads",
  summary: "Begin an upload. With `sha256`, an unfinished upload of the same content is taken up again",
  needs: "artifacts:write",
  params: z.object({ id: appId }),
  body: z.object({
    fileName,
    sizeBytes: z.number().int().min(1).max(artifactLimits.sizeBytes),
    sha256: sha256.optional(),
    version: version.optional().meta({ description: "Default: what the JAR's manifest says, else the file's name" }),
  }),
  reply: { status: 201, body: upload },
  problems: ["runtime-unavailable", "not-found", "conflict"],
});

export const getUpload = endpoint({
  id: "getUpload",
  method: "GET",
  path: "/api/v1/uploads/{id}",
  summary: "Which parts are there",
  needs: "artifacts:write",
  params: z.object({ id: uploadId }),
  reply: { status: 200, body: upload },
  problems: ["runtime-unavailable", "not-found"],
});

export const putUploadPart = endpoint({
  id: "putUploadPart",
  method: "PUT",
  path: "/api/v1/uploads/{id}/parts/{number}",
  summary: "Store one part; idempotent, in any order, several at a time",
  needs: "artifacts:write",
  params: z.object({ id: uploadId, number: z.coerce.number().int().min(1).max(1_000) }),
  body: { raw: ["application/octet-stream"] },
  reply: { status: 200, body: z.object({ number: z.number().int(), sizeBytes: z.number().int(), sha256 }) },
  problems: ["runtime-unavailable", "not-found", "too-large", "malformed-body"],
});

export const completeUpload = endpoint({
  id: "completeUpload",
  method: "POST",
  path: "/api/v1/uploads/{id}/complete",
  summary: "Put the parts together, check the digest and look into the JAR; idempotent",
  needs: "artifacts:write",
  params: z.object({ id: uploadId }),
  reply: { status: 201, body: artifact },
  problems: ["runtime-unavailable", "not-found", "conflict", "digest-mismatch", "artifact-refused"],
});

export const deleteUpload = endpoint({
  id: "deleteUpload",
  method: "DELETE",
  path: "/api/v1/uploads/{id}",
  summary: "Give an upload up",
  needs: "artifacts:write",
  params: z.object({ id: uploadId }),
  reply: { status: 204 },
  problems: ["runtime-unavailable", "not-found"],
});

export const registerImage = endpoint({
  id: "registerImage",
  method: "POST",
  path: "/api/v1/apps/{id}/images",
  summary: "Add an image, by digest, as an artifact of an app of kind `server`",
  needs: "artifacts:write",
  params: z.object({ id: appId }),
  body: z.object({
    image: z
      .string()
      .max(512)
      .regex(/^[^\s@]+@sha256:[0-9a-f]{64}$/, "expected name@sha256:digest"),
    version,
  }),
  reply: { status: 201, body: artifact },
  problems: ["runtime-unavailable", "not-found", "conflict"],
});

export const listArtifacts = endpoint({
  id: "listArtifacts",
  method: "GET",
  path: "/api/v1/apps/{id}/artifacts",
  summary: "Artifacts of an app, newest first",
  needs: "apps:read",
  params: z.object({ id: appId }),
  query: z.object({ limit: pageSize, cursor: cursor.optional() }),
  reply: { status: 200, body: z.object({ items: z.array(artifact), nextCursor: z.string().nullable() }) },
  problems: ["runtime-unavailable", "not-found"],
});

export const getArtifact = endpoint({
  id: "getArtifact",
  method: "GET",
  path: "/api/v1/artifacts/{id}",
  summary: "One artifact with what was found in it",
  needs: "apps:read",
  params: z.object({ id: artifactId }),
  reply: { status: 200, body: artifact },
  problems: ["runtime-unavailable", "not-found"],
});

export const deleteArtifact = endpoint({
  id: "deleteArtifact",
  method: "DELETE",
  path: "/api/v1/artifacts/{id}",
  summary: "Delete an artifact that no revision uses",
  needs: "artifacts:write",
  params: z.object({ id: artifactId }),
  reply: { status: 204 },
  problems: ["runtime-unavailable", "not-found", "conflict"],
});
