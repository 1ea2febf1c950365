import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { instant, permission, title } from "#schema/contract/fields";
import { idPattern } from "#schema/ids";

const serviceAccountId = z.string().regex(idPattern("serviceAccount"));
const apiKeyId = z.string().regex(idPattern("apiKey"));

export const apiKey = z.object({
  id: apiKeyId,
  name: z.string(),
  /** The first characters, to tell keys apart. */
  prefix: z.string(),
  permissions: z.array(permission),
  createdBy: z.string(),
  createdAt: instant,
  expiresAt: instant.nullable(),
  /** To the minute. */
  lastUsedAt: instant.nullable(),
  state: z.enum(["active", "expired", "revoked"]),
});

export const serviceAccount = z.object({
  id: serviceAccountId,
  name: z.string(),
  description: z.string(),
  disabled: z.boolean(),
  createdAt: instant,
  keys: z.array(apiKey),
});

export const listServiceAccounts = endpoint({
  id: "listServiceAccounts",
  method: "GET",
  path: "/api/v1/service-accounts",
  summary: "Service accounts and their keys",
  needs: "users:read",
  reply: { status: 200, body: z.object({ items: z.array(serviceAccount) }) },
  problems: [],
});

export const createServiceAccount = endpoint({
  id: "createServiceAccount",
  method: "POST",
  path: "/api/v1/service-accounts",
  summary: "Create a service account: an API user that cannot sign in",
  needs: "service-accounts:write",
  body: z.object({ name: title, description: z.string().trim().max(1_024).default("") }),
  reply: { status: 201, body: serviceAccount },
  problems: ["conflict"],
});

export const updateServiceAccount = endpoint({
  id: "updateServiceAccount",
  method: "PATCH",
  path: "/api/v1/service-accounts/{id}",
  summary: "Rename, describe, disable or enable",
  needs: "service-accounts:write",
  params: z.object({ id: serviceAccountId }),
  body: z.object({ name: title, description: z.string().trim().max(1_024), disabled: z.boolean() }).partial(),
  reply: { status: 200, body: serviceAccount },
  problems: ["not-found", "conflict"],
});

export const deleteServiceAccount = endpoint({
  id: "deleteServiceAccount",
  method: "DELETE",
  path: "/api/v1/service-accounts/{id}",
  summary: "Delete a service account and its keys",
  needs: "service-accounts:write",
  params: z.object({ id: serviceAccountId }),
  reply: { status: 204 },
  problems: ["not-found"],
});

export const createApiKey = endpoint({
  id: "createApiKey",
  method: "POST",
  path: "/api/v1/service-accounts/{id}/keys",
  summary: "Create a key with permissions that the author holds; the key itself is shown once",
  needs: "service-accounts:write",
  params: z.object({ id: serviceAccountId }),
  body: z.object({
    name: title,
    permissions: z.array(permission).min(1).max(100),
    expiresInDays: z.number().int().min(1).max(3_650).nullable().default(90),
  }),
  reply: { status: 201, body: apiKey.extend({ key: z.string() }) },
  problems: ["not-found", "not-grantable"],
});

export const revokeApiKey = endpoint({
  id: "revokeApiKey",
  method: "DELETE",
  path: "/api/v1/service-accounts/{id}/keys/{key}",
  summary: "End a key; takes effect within ten seconds",
  needs: "service-accounts:write",
  params: z.object({ id: serviceAccountId, key: apiKeyId }),
  reply: { status: 204 },
  problems: ["not-found"],
});
