import { z } from "zod";
import { agentId, instant, name, title } from "#schema/contract/fields";
import { endpoint } from "#schema/contract/endpoint";
import { idPattern } from "#schema/ids";

const bootstrapTokenId = z.string().regex(idPattern("bootstrapToken"));

export const bootstrapToken = z.object({
  id: bootstrapTokenId,
  name: z.string(),
  prefix: z.string(),
  /** Telemetry and agents of this environment only; null for any. */
  environment: z.string().nullable(),
  createdBy: z.string(),
  createdAt: instant,
  expiresAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
  state: z.enum(["active", "expired", "revoked"]),
});

export const listBootstrapTokens = endpoint({
  id: "listBootstrapTokens",
  method: "GET",
  path: "/api/v1/bootstrap-tokens",
  summary: "The tokens with which agents and exporters sign up, besides the one of the server's configuration",
  needs: "bootstrap-tokens:read",
  reply: { status: 200, body: z.object({ items: z.array(bootstrapToken) }) },
  problems: [],
});

export const createBootstrapToken = endpoint({
  id: "createBootstrapToken",
  method: "POST",
  path: "/api/v1/bootstrap-tokens",
  summary: "Create a token; it is shown once",
  needs: "bootstrap-tokens:write",
  body: z.object({
    name: title,
    environment: name.nullable().default(null),
    expiresInDays: z.number().int().min(1).max(3_650).nullable().default(null),
  }),
  reply: { status: 201, body: bootstrapToken.extend({ token: z.string() }) },
  problems: ["conflict"],
});

export const revokeBootstrapToken = endpoint({
  id: "revokeBootstrapToken",
  method: "DELETE",
  path: "/api/v1/bootstrap-tokens/{id}",
  summary: "End a token within 30 seconds; agents that signed up with it keep their own. `agents=true` revokes them as well",
  needs: "bootstrap-tokens:write",
  params: z.object({ id: bootstrapTokenId }),
  query: z.object({ agents: z.enum(["true", "false"]).default("false") }),
  reply: { status: 204 },
  problems: ["not-found"],
});

export const revokeAgent = endpoint({
  id: "revokeAgent",
  method: "POST",
  path: "/api/v1/agents/{id}/revocation",
  summary: "End an agent's tokens and links within 30 seconds; it must sign up anew with a bootstrap token and gets a new id",
  needs: "agents:write",
  params: z.object({ id: agentId }),
  body: z.object({}),
  reply: { status: 204 },
  problems: ["not-found"],
});
