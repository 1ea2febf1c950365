import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { environmentId, instant } from "#schema/contract/fields";
import { slug } from "#schema/protocol/runner/v1/app-settings";

const displayName = z.string().trim().max(128);
const isProtected = z.boolean().meta({ description: "Deploying here also needs `environments:write`" });

export const environment = z.object({
  id: environmentId,
  name: slug,
  displayName: z.string(),
  /** From 0; apps are promoted from one to the next. */
  position: z.number().int(),
  protected: isProtected,
  /** Apps deployed here. */
  apps: z.number().int(),
  createdAt: instant,
});

export const listEnvironments = endpoint({
  id: "listEnvironments",
  method: "GET",
  path: "/api/v1/environments",
  summary: "Environments in their promotion order",
  needs: "environments:read",
  reply: { status: 200, body: z.object({ items: z.array(environment) }) },
  problems: [],
});

export const createEnvironment = endpoint({
  id: "createEnvironment",
  method: "POST",
  path: "/api/v1/environments",
  summary: "Add an environment at the end of the promotion order",
  needs: "environments:write",
  body: z.object({ name: slug, displayName: displayName.default(""), protected: isProtected.default(false) }),
  reply: { status: 201, body: environment },
  problems: ["conflict", "limit-reached"],
});

export const getEnvironment = endpoint({
  id: "getEnvironment",
  method: "GET",
  path: "/api/v1/environments/{id}",
  summary: "One environment",
  needs: "environments:read",
  params: z.object({ id: environmentId }),
  reply: { status: 200, body: environment },
  problems: ["not-found"],
});

export const updateEnvironment = endpoint({
  id: "updateEnvironment",
  method: "PATCH",
  path: "/api/v1/environments/{id}",
  summary: "Change what people see, the protection, or the place in the promotion order; the name stays, since telemetry carries it",
  needs: "environments:write",
  params: z.object({ id: environmentId }),
  body: z.object({ displayName, protected: isProtected, position: z.number().int().min(0).max(1_000) }).partial(),
  reply: { status: 200, body: environment },
  problems: ["not-found"],
});

export const deleteEnvironment = endpoint({
  id: "deleteEnvironment",
  method: "DELETE",
  path: "/api/v1/environments/{id}",
  summary: "Delete an environment in which nothing is deployed; its telemetry stays",
  needs: "environments:write",
  params: z.object({ id: environmentId }),
  reply: { status: 204 },
  problems: ["not-found", "conflict"],
});
