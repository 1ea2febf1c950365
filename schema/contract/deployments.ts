import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import {
  appId,
  artifactId,
  commaList,
  cursor,
  deploymentId,
  environmentId,
  instant,
  name,
  pageSize,
  rangeQuery,
  revisionId,
  runnerId,
} from "#schema/contract/fields";
import { revision, revisionDiff } from "#schema/contract/revisions";
import { rolloutEvent } from "#schema/protocol/runner/v1/rollout";
import { rolloutPhases } from "#schema/protocol/runner/v1/rollout";

/** `waiting` for its runner to take it up; then the runner's phases. */
export const deploymentStates = ["waiting", ...rolloutPhases] as const;
export type DeploymentState = (typeof deploymentStates)[number];

export const deploymentActions = ["deploy", "start", "stop", "restart", "scale", "rollback", "promote", "remove", "cancel"] as const;

const at = { appId, environmentId };
const reason = z.string().trim().max(512).default("").meta({ description: "Why, for the history and the audit log" });
const replicas = z.number().int().min(1).max(50);

/** Every change to what should run. Each is one deployment with its own history. */
export const deploymentRequest = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("deploy"),
    ...at,
    artifactId,
    replicas: replicas.optional().meta({ description: "Default: as now, else 1" }),
    runnerId: runnerId.optional().meta({ description: "Default: as now, else the one that can run it" }),
    reason,
  }),
  z.object({
    action: z.literal("promote"),
    ...at,
    fromEnvironmentId: environmentId.meta({
      description: "Its active artifact is deployed, with the settings and secrets of `environmentId`",
    }),
    runnerId: runnerId.optional(),
    reason,
  }),
  z.object({
    action: z.literal("rollback"),
    ...at,
    revisionId,
    settings: z.enum(["revision", "current"]).meta({ description: "Whether settings and secrets go back too, or only the artifact" }),
    reason,
  }),
  z.object({ action: z.literal("start"), ...at, reason }),
  z.object({ action: z.literal("stop"), ...at, reason }),
  z.object({ action: z.literal("restart"), ...at, reason }),
  z.object({ action: z.literal("scale"), ...at, replicas, reason }),
  z.object({
    action: z.literal("remove"),
    ...at,
    purge: z.boolean().default(false).meta({ description: "Also delete its images and artifacts on the host" }),
    reason,
  }),
]);
export type DeploymentRequest = z.output<typeof deploymentRequest>;

export const deployment = z.object({
  id: deploymentId,
  appId,
  app: z.string(),
  environmentId,
  environment: z.string(),
  runnerId,
  runner: z.string(),
  action: z.enum(deploymentActions),
  /** True when the server began it because what ran before crashed. */
  automatic: z.boolean(),
  state: z.enum(deploymentStates),
  generation: z.number().int(),
  revisionId,
  revisionNumber: z.number().int(),
  artifactVersion: z.string(),
  /** What was wanted before; null for the first. */
  previousRevisionId: revisionId.nullable(),
  replicas: z.number().int(),
  reason: z.string(),
  createdAt: instant,
  createdBy: z.string(),
  /** When the runner took it up. */
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Why it ended as it did, when it did not succeed. */
  failure: z.object({ reason: z.string(), message: z.string() }).nullable(),
});

export const createDeployment = endpoint({
  id: "createDeployment",
  method: "POST",
  path: "/api/v1/deployments",
  summary: "Deploy, promote, roll back, start, stop, restart, scale or remove an app in an environment",
  needs: "deployments:write",
  body: deploymentRequest,
  reply: { status: 201, body: deployment },
  problems: ["runtime-unavailable", "not-found", "conflict", "environment-protected"],
});

export const previewDeployment = endpoint({
  id: "previewDeployment",
  method: "POST",
  path: "/api/v1/deployment-previews",
  summary: "What the same request to `/api/v1/deployments` would change; changes nothing itself",
  needs: "deployments:write",
  body: deploymentRequest,
  reply: {
    status: 200,
    body: z.object({
      /** The revision wanted now; null when nothing is deployed. */
      from: revision.nullable(),
      /** `id` is that of an existing revision, or null for the one that would be made. */
      to: revision.omit({ id: true, number: true, createdAt: true, createdBy: true }).extend({ id: revisionId.nullable() }),
      diff: revisionDiff,
      runnerId,
      warnings: z.array(z.string()),
    }),
  },
  problems: ["runtime-unavailable", "not-found", "conflict", "environment-protected"],
});

export const listDeployments = endpoint({
  id: "listDeployments",
  method: "GET",
  path: "/api/v1/deployments",
  summary: "Deployments, newest first; names or ids narrow them",
  needs: "deployments:read",
  query: z.object({
    appId: appId.optional(),
    environmentId: environmentId.optional(),
    app: commaList(name).optional(),
    environment: commaList(name).optional(),
    runnerId: runnerId.optional(),
    from: rangeQuery.from.meta({ description: "Created at or after; default: since ever" }),
    to: rangeQuery.to,
    limit: pageSize,
    cursor: cursor.optional(),
  }),
  reply: { status: 200, body: z.object({ items: z.array(deployment), nextCursor: z.string().nullable() }) },
  problems: ["runtime-unavailable"],
});

export const getDeployment = endpoint({
  id: "getDeployment",
  method: "GET",
  path: "/api/v1/deployments/{id}",
  summary: "One deployment with everything that happened in it, oldest first",
  needs: "deployments:read",
  params: z.object({ id: deploymentId }),
  reply: {
    status: 200,
    body: deployment.extend({
      events: z.array(rolloutEvent.omit({ deploymentId: true })),
      gapMs: z.number().nullable().meta({ description: "How long nothing answered, at most; null when something did all along" }),
      revision,
      previous: revision.nullable(),
    }),
  },
  problems: ["runtime-unavailable", "not-found"],
});

/** What a stream of changes says: something has moved, read it again. */
export const deploymentFrame = z.object({ type: z.literal("deployments.changed") });

export const streamDeploymentChanges = endpoint({
  id: "streamDeploymentChanges",
  method: "GET",
  path: "/api/v1/deployment-changes",
  summary: "Tells when a deployment of an app in an environment has moved, as server-sent events whose data is a `deploymentFrame`",
  needs: "deployments:read",
  query: z.object(at),
  reply: { status: 200, stream: "text/event-stream" },
  problems: ["runtime-unavailable", "not-found"],
});

export const rotateAppToken = endpoint({
  id: "rotateAppToken",
  method: "POST",
  path: "/api/v1/apps/{id}/environments/{environmentId}/telemetry-token/rotation",
  summary:
    "End the token with which the app sends its telemetry, and restart the app with a new one; answers with that deployment. Until it is taken up the app's telemetry is refused",
  needs: "deployments:write",
  params: z.object({ id: appId, environmentId }),
  reply: { status: 201, body: deployment },
  problems: ["runtime-unavailable", "not-found", "conflict", "environment-protected"],
});

export const cancelDeployment = endpoint({
  id: "cancelDeployment",
  method: "POST",
  path: "/api/v1/deployments/{id}/cancel",
  summary: "Go back to what was wanted before, while it is still under way; answers with the deployment that does so",
  needs: "deployments:write",
  params: z.object({ id: deploymentId }),
  reply: { status: 201, body: deployment },
  problems: ["runtime-unavailable", "not-found", "conflict", "deployment-over", "environment-protected"],
});
