import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { enrollmentId, environmentId, instant, runnerId, taskId } from "#schema/contract/fields";
import { executor, host } from "#schema/protocol/runner/v1/host";
import { condition, hostHealth } from "#schema/protocol/runner/v1/snapshot";
import { taskKinds } from "#schema/protocol/runner/v1/task";

const runnerName = z.string().trim().min(1).max(128);
const environmentIds = z.array(environmentId).max(200).meta({ description: "Environments whose apps it may run; empty for all" });

export const runner = z.object({
  id: runnerId,
  name: z.string(),
  /** `draining` takes no new apps; `unknown` has been silent for too long; `leaving` said good-bye; `revoked` is not let in any more. */
  state: z.enum(["connected", "draining", "unknown", "leaving", "revoked"]),
  /** Whether apps can run there at all. */
  capable: z.boolean(),
  link: z.enum(["websocket", "poll", "none"]),
  environmentIds,
  host,
  executor,
  version: z.string(),
  capabilities: z.array(z.string()),
  health: hostHealth.nullable(),
  conditions: z.array(condition),
  apps: z.number().int(),
  epoch: z.number().int(),
  enrolledAt: instant,
  enrolledBy: z.string(),
  lastSeenAt: instant.nullable(),
  keysRotatedAt: instant,
});

export const listRunners = endpoint({
  id: "listRunners",
  method: "GET",
  path: "/api/v1/runners",
  summary: "Runners and the hosts they are on",
  needs: "runners:read",
  reply: { status: 200, body: z.object({ items: z.array(runner) }) },
  problems: [],
});

export const getRunner = endpoint({
  id: "getRunner",
  method: "GET",
  path: "/api/v1/runners/{id}",
  summary: "One runner",
  needs: "runners:read",
  params: z.object({ id: runnerId }),
  reply: { status: 200, body: runner },
  problems: ["not-found"],
});

export const updateRunner = endpoint({
  id: "updateRunner",
  method: "PATCH",
  path: "/api/v1/runners/{id}",
  summary: "Rename it, say which environments it serves, or drain it: a draining runner keeps its apps and takes no new ones",
  needs: "runners:write",
  params: z.object({ id: runnerId }),
  body: z.object({ name: runnerName, environmentIds, draining: z.boolean() }).partial(),
  reply: { status: 200, body: runner },
  problems: ["not-found"],
});

export const rotateRunner = endpoint({
  id: "rotateRunner",
  method: "POST",
  path: "/api/v1/runners/{id}/rotation",
  summary: "Ask the runner to make new keys; done when `keysRotatedAt` changes",
  needs: "runners:write",
  params: z.object({ id: runnerId }),
  reply: { status: 200, body: runner },
  problems: ["not-found"],
});

export const revokeRunner = endpoint({
  id: "revokeRunner",
  method: "POST",
  path: "/api/v1/runners/{id}/revocation",
  summary: "Let the runner in no more. Its apps go on running on the host, unattended",
  needs: "runners:write",
  params: z.object({ id: runnerId }),
  reply: { status: 200, body: runner },
  problems: ["not-found"],
});

export const deleteRunner = endpoint({
  id: "deleteRunner",
  method: "DELETE",
  path: "/api/v1/runners/{id}",
  summary: "Forget a runner on which nothing is placed, or one that was revoked together with what was placed on it",
  needs: "runners:write",
  params: z.object({ id: runnerId }),
  reply: { status: 204 },
  problems: ["not-found", "conflict"],
});

const enrollment = z.object({
  id: enrollmentId,
  name: z.string(),
  environmentIds,
  state: z.enum(["waiting", "used", "expired"]),
  runnerId: runnerId.nullable(),
  createdAt: instant,
  createdBy: z.string(),
  expiresAt: instant,
});

export const createEnrollment = endpoint({
  id: "createEnrollment",
  method: "POST",
  path: "/api/v1/enrollments",
  summary: "A one-time token for one runner, valid for an hour, shown only now",
  needs: "runners:write",
  body: z.object({ name: runnerName.meta({ description: "Name of the runner to be" }), environmentIds: environmentIds.default([]) }),
  reply: {
    status: 201,
    body: enrollment.extend({ token: z.string(), command: z.string().meta({ description: "To be run on the host, as it is" }) }),
  },
  problems: ["not-found"],
});

export const listEnrollments = endpoint({
  id: "listEnrollments",
  method: "GET",
  path: "/api/v1/enrollments",
  summary: "The last 100 enrollments, newest first",
  needs: "runners:write",
  reply: { status: 200, body: z.object({ items: z.array(enrollment) }) },
  problems: [],
});

export const getEnrollment = endpoint({
  id: "getEnrollment",
  method: "GET",
  path: "/api/v1/enrollments/{id}",
  summary: "Whether the runner has enrolled yet",
  needs: "runners:write",
  params: z.object({ id: enrollmentId }),
  reply: { status: 200, body: enrollment },
  problems: ["not-found"],
});

export const deleteEnrollment = endpoint({
  id: "deleteEnrollment",
  method: "DELETE",
  path: "/api/v1/enrollments/{id}",
  summary: "Take back a token that was not used",
  needs: "runners:write",
  params: z.object({ id: enrollmentId }),
  reply: { status: 204 },
  problems: ["not-found", "conflict"],
});

const runnerTask = z.object({
  id: taskId,
  kind: z.enum(taskKinds),
  args: z.record(z.string(), z.unknown()),
  state: z.enum(["waiting", "running", "done", "failed", "refused", "expired"]),
  result: z.record(z.string(), z.unknown()),
  createdAt: instant,
  createdBy: z.string(),
  endedAt: instant.nullable(),
});

export const createRunnerTask = endpoint({
  id: "createRunnerTask",
  method: "POST",
  path: "/api/v1/runners/{id}/tasks",
  summary: "A one-shot action on the host, as far as its policy allows",
  needs: "runners:write",
  params: z.object({ id: runnerId }),
  body: z.object({ kind: z.enum(taskKinds), args: z.record(z.string().max(64), z.string().max(1_024)).default({}) }),
  reply: { status: 201, body: runnerTask },
  problems: ["not-found"],
});

export const listRunnerTasks = endpoint({
  id: "listRunnerTasks",
  method: "GET",
  path: "/api/v1/runners/{id}/tasks",
  summary: "The last 100 tasks of a runner, newest first",
  needs: "runners:read",
  params: z.object({ id: runnerId }),
  reply: { status: 200, body: z.object({ items: z.array(runnerTask) }) },
  problems: ["not-found"],
});
