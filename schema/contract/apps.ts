import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { appId, cursor, environmentId, instant, pageSize } from "#schema/contract/fields";
import { placement } from "#schema/contract/placements";
import { slug } from "#schema/protocol/runner/v1/app-settings";

const displayName = z.string().trim().max(128);
const description = z.string().trim().max(2_000);

export const app = z.object({
  id: appId,
  name: slug.meta({ description: "Also the app's name in its telemetry" }),
  displayName: z.string(),
  description: z.string(),
  kind: z.enum(["app", "server"]).meta({ description: "`app` runs uploaded JARs, `server` runs images" }),
  artifacts: z.number().int(),
  placements: z.array(placement).meta({ description: "In promotion order; only environments in which it is deployed" }),
  createdAt: instant,
});

export const listApps = endpoint({
  id: "listApps",
  method: "GET",
  path: "/api/v1/apps",
  summary: "Managed apps with how they are in each environment, by name",
  needs: "apps:read",
  query: z.object({ environmentId: environmentId.optional(), limit: pageSize, cursor: cursor.optional() }),
  reply: { status: 200, body: z.object({ items: z.array(app), nextCursor: z.string().nullable() }) },
  problems: ["runtime-unavailable"],
});

export const createApp = endpoint({
  id: "createApp",
  method: "POST",
  path: "/api/v1/apps",
  summary: "Add an app to upload artifacts to",
  needs: "apps:write",
  body: z.object({
    name: slug,
    displayName: displayName.default(""),
    description: description.default(""),
    kind: z.enum(["app", "server"]).default("app"),
  }),
  reply: { status: 201, body: app },
  problems: ["runtime-unavailable", "conflict", "limit-reached"],
});

export const getApp = endpoint({
  id: "getApp",
  method: "GET",
  path: "/api/v1/apps/{id}",
  summary: "One app, with how it is in each environment",
  needs: "apps:read",
  params: z.object({ id: appId }),
  reply: { status: 200, body: app },
  problems: ["runtime-unavailable", "not-found"],
});

export const updateApp = endpoint({
  id: "updateApp",
  method: "PATCH",
  path: "/api/v1/apps/{id}",
  summary: "Change what people see; the name stays, since telemetry and addresses carry it",
  needs: "apps:write",
  params: z.object({ id: appId }),
  body: z.object({ displayName, description }).partial(),
  reply: { status: 200, body: app },
  problems: ["runtime-unavailable", "not-found"],
});

export const deleteApp = endpoint({
  id: "deleteApp",
  method: "DELETE",
  path: "/api/v1/apps/{id}",
  summary: "Delete an app that is deployed nowhere, with its artifacts, configuration, secrets and history; its telemetry stays",
  needs: "apps:write",
  params: z.object({ id: appId }),
  reply: { status: 204 },
  problems: ["runtime-unavailable", "not-found", "conflict"],
});
