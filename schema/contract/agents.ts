import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { agentId, commaList, instant, name, pageSize } from "#schema/contract/fields";
import { sendableTypes } from "#schema/protocol/v1/command";

export const agentState = z.enum(["connected", "stale", "lost", "gone"]);

export const agent = z.object({
  id: agentId,
  app: z.string(),
  environment: z.string(),
  instance: z.string(),
  state: agentState,
  link: z.enum(["sse", "websocket", "poll", "none"]),
  registeredAt: instant,
  lastHeartbeatAt: instant.nullable(),
  bootAt: instant.nullable(),
  revokedAt: instant.nullable(),
  camelVersion: z.string(),
  javaVersion: z.string(),
  agentVersion: z.string(),
  runtime: z.string(),
  capabilities: z.array(z.string()),
  routes: z.array(z.object({ route: z.string(), state: z.string() })),
  memoryUsedBytes: z.number().nullable(),
  memoryMaxBytes: z.number().nullable(),
  cpuLoad: z.number().nullable(),
  inflight: z.number().int(),
  queuedBatches: z.number().int(),
  droppedLines: z.number().int(),
});

export const listAgents = endpoint({
  id: "listAgents",
  method: "GET",
  path: "/api/v1/agents",
  summary: "Agents and their health",
  needs: "agents:read",
  query: z.object({ environment: commaList(name).optional(), app: commaList(name).optional() }),
  reply: { status: 200, body: z.object({ items: z.array(agent) }) },
  problems: ["store-unavailable"],
});

export const getAgent = endpoint({
  id: "getAgent",
  method: "GET",
  path: "/api/v1/agents/{id}",
  summary: "One agent",
  needs: "agents:read",
  params: z.object({ id: agentId }),
  reply: { status: 200, body: agent },
  problems: ["not-found", "store-unavailable"],
});

export const command = z.object({
  id: z.string(),
  agentId,
  sequence: z.number().int(),
  type: z.string(),
  args: z.record(z.string(), z.unknown()),
  state: z.enum(["pending", "delivered", "received", "done", "failed", "rejected", "expired"]),
  reason: z.string(),
  actor: z.string(),
  issuedAt: instant,
  expiresAt: instant,
  result: z.record(z.string(), z.unknown()).nullable(),
  tookMs: z.number().nullable(),
});

function refusalOf(type: unknown): string {
  const isTap = typeof type === "string" && type.startsWith("tap.");
  return isTap ? "Taps have an address of their own: POST /api/v1/agents/{id}/taps" : `expected one of ${sendableTypes.join(", ")}`;
}

export const sendCommand = endpoint({
  id: "sendCommand",
  method: "POST",
  path: "/api/v1/agents/{id}/commands",
  summary: "Send a signed command to an agent",
  needs: "commands:send",
  params: z.object({ id: agentId }),
  body: z.object({
    type: z.enum(sendableTypes, { error: ({ input }) => refusalOf(input) }),
    args: z.record(z.string(), z.unknown()).default({}),
    reason: z.string().max(512).default(""),
    expiresInSeconds: z.number().int().min(1).max(3_600).default(60),
  }),
  reply: { status: 202, body: command },
  problems: ["not-found", "store-unavailable"],
});

export const listCommands = endpoint({
  id: "listCommands",
  method: "GET",
  path: "/api/v1/agents/{id}/commands",
  summary: "Commands sent to an agent, newest first",
  needs: "agents:read",
  params: z.object({ id: agentId }),
  query: z.object({ limit: pageSize }),
  reply: { status: 200, body: z.object({ items: z.array(command) }) },
  problems: ["not-found", "store-unavailable"],
});
