import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { appId, environmentId, instant } from "#schema/contract/fields";
import { appSettings, variableName } from "#schema/protocol/runner/v1/app-settings";

const params = z.object({ id: appId, environmentId });

const versioned = z.object({
  /** 0 is the default, before anybody wrote any. */
  version: z.number().int(),
  settings: appSettings,
  changedAt: instant.nullable(),
  changedBy: z.string(),
});

export const getAppSettings = endpoint({
  id: "getAppSettings",
  method: "GET",
  path: "/api/v1/apps/{id}/environments/{environmentId}/settings",
  summary: "How the app is to be run in an environment, as the next deployment will take it",
  needs: "apps:read",
  params,
  reply: { status: 200, body: versioned },
  problems: ["runtime-unavailable", "not-found"],
});

export const putAppSettings = endpoint({
  id: "putAppSettings",
  method: "PUT",
  path: "/api/v1/apps/{id}/environments/{environmentId}/settings",
  summary: "Write a new version of the settings; nothing running changes until the next deployment",
  needs: "apps:write",
  params,
  body: z.object({
    settings: appSettings,
    basedOn: z.number().int().min(0).meta({ description: "Version that was edited; another one meanwhile is a conflict" }),
  }),
  reply: { status: 200, body: versioned },
  problems: ["runtime-unavailable", "not-found", "conflict"],
});

export const listAppSettingsVersions = endpoint({
  id: "listAppSettingsVersions",
  method: "GET",
  path: "/api/v1/apps/{id}/environments/{environmentId}/settings/versions",
  summary: "The last 100 versions of the settings, newest first",
  needs: "apps:read",
  params,
  reply: { status: 200, body: z.object({ items: z.array(versioned) }) },
  problems: ["runtime-unavailable", "not-found"],
});

const secret = z.object({ name: variableName, version: z.number().int(), changedAt: instant, changedBy: z.string() });

export const listAppSecrets = endpoint({
  id: "listAppSecrets",
  method: "GET",
  path: "/api/v1/apps/{id}/environments/{environmentId}/secrets",
  summary: "Names and versions of the secrets; values are never shown",
  needs: "apps:read",
  params,
  reply: { status: 200, body: z.object({ items: z.array(secret) }) },
  problems: ["runtime-unavailable", "not-found"],
});

export const putAppSecret = endpoint({
  id: "putAppSecret",
  method: "PUT",
  path: "/api/v1/apps/{id}/environments/{environmentId}/secrets/{name}",
  summary: "Write a new version of a secret, given to the app as an environment variable from the next deployment on",
  needs: "app-secrets:write",
  params: params.extend({ name: variableName }),
  body: z.object({ value: z.string().min(1).max(32_768) }),
  reply: { status: 200, body: secret },
  problems: ["runtime-unavailable", "not-found"],
});

export const deleteAppSecret = endpoint({
  id: "deleteAppSecret",
  method: "DELETE",
  path: "/api/v1/apps/{id}/environments/{environmentId}/secrets/{name}",
  summary: "Leave a secret out from the next deployment on; revisions that had it keep it",
  needs: "app-secrets:write",
  params: params.extend({ name: variableName }),
  reply: { status: 204 },
  problems: ["runtime-unavailable", "not-found"],
});
