import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { appId, artifactId, cursor, environmentId, instant, pageSize, revisionId } from "#schema/contract/fields";
import { appSettings } from "#schema/protocol/runner/v1/app-settings";

/** Artifact, settings and secret versions as they were deployed together; never changed. */
export const revision = z.object({
  id: revisionId,
  appId,
  environmentId,
  /** Counts from 1 per app and environment. */
  number: z.number().int(),
  artifact: z.object({ id: artifactId, version: z.string(), kind: z.enum(["jar", "image"]), digest: z.string() }),
  settingsVersion: z.number().int(),
  settings: appSettings,
  secrets: z.array(z.object({ name: z.string(), version: z.number().int() })),
  createdAt: instant,
  createdBy: z.string(),
});

/** What differs from `from` to `to`. `path` is a JSON pointer into the settings; variables are named, not counted: `/variables/LOG_LEVEL`. */
export const revisionDiff = z.object({
  artifact: z.object({ from: z.string(), to: z.string() }).nullable(),
  settings: z.array(z.object({ path: z.string(), from: z.unknown(), to: z.unknown() })),
  secrets: z.array(z.object({ name: z.string(), from: z.number().int().nullable(), to: z.number().int().nullable() })),
});

export const listRevisions = endpoint({
  id: "listRevisions",
  method: "GET",
  path: "/api/v1/revisions",
  summary: "Revisions of an app in an environment, newest first",
  needs: "deployments:read",
  query: z.object({ appId, environmentId, limit: pageSize, cursor: cursor.optional() }),
  reply: { status: 200, body: z.object({ items: z.array(revision), nextCursor: z.string().nullable() }) },
  problems: ["runtime-unavailable", "not-found"],
});

export const getRevision = endpoint({
  id: "getRevision",
  method: "GET",
  path: "/api/v1/revisions/{id}",
  summary: "One revision",
  needs: "deployments:read",
  params: z.object({ id: revisionId }),
  reply: { status: 200, body: revision },
  problems: ["runtime-unavailable", "not-found"],
});

export const compareRevisions = endpoint({
  id: "compareRevisions",
  method: "GET",
  path: "/api/v1/revisions/{id}/comparison",
  summary: "What changed from another revision to this one",
  needs: "deployments:read",
  params: z.object({ id: revisionId }),
  query: z.object({ with: revisionId.optional().meta({ description: "Default: the one before it" }) }),
  reply: { status: 200, body: z.object({ from: revision.nullable(), to: revision, diff: revisionDiff }) },
  problems: ["runtime-unavailable", "not-found"],
});
