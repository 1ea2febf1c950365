import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { agentId, commaList, instant, name, pageSize } from "#schema/contract/fields";

export const agentState = z.enum(["connected", "stale", "lost", "gone"]);

const runtime = {
  camelVersion: z.string().max(64).default(""),
  javaVersion: z.string().max(64).default(""),
  agentVersion: z.string().max(64).default(""),
  runtime: z.string().max(64).default(""),
};

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

export const sendCommand = endpoint({
  id: "sendCommand",
  method: "POST",
  path: "/api/v1/agents/{id}/commands",
  summary: "Send a signed command to an agent",
  needs: "commands:send",
  params: z.object({ id: agentId }),
  body: z.object({
    type: z.enum([
      "config.reload",
      "trace.level",
      "tap.start",
      "tap.stop",
      "log.level",
      "log.tail",
      "route.start",
      "route.stop",
      "route.suspend",
      "route.resume",
      "route.restart",
      "graph.refresh",
      "stats.reset",
      "endpoints.list",
      "jvm.threads",
      "jvm.gc",
    ]),
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

const agentTokens = {
  accessToken: z.string(),
  /** Seconds. */
  expiresIn: z.number().int(),
  refreshToken: z.string(),
};

const verificationKey = z.object({ kid: z.string(), algorithm: z.literal("Ed25519"), publicKey: z.string().meta({ description: "32 bytes, base64url" }) });

const agentConfig = z.object({
  version: z.number().int(),
  captureLevel: z.number().int().min(0).max(4),
  heartbeatSeconds: z.number().int(),
  flush: z.object({ executions: z.number().int(), bytes: z.number().int(), seconds: z.number() }),
});

const agentLimits = z.object({
  batchBytes: z.number().int(),
  inflatedBytes: z.number().int(),
  lineBytes: z.number().int(),
  stepsPerExecution: z.number().int(),
  bodyBytes: z.number().int(),
  blobBytes: z.number().int(),
});

export const registerAgent = endpoint({
  id: "registerAgent",
  method: "POST",
  path: "/v1/agents",
  summary: "An agent signs up with the bootstrap token; the same installation gets its id back",
  needs: "bootstrap",
  body: z.object({
    app: name,
    environment: name,
    instance: name.max(128),
    installation: z.string().min(1).max(128).meta({ description: "Stable key of this installation, chosen by the agent" }),
    boot: z.string().regex(/^\d{1,20}$/).meta({ description: "Random unsigned 64-bit number of this JVM start, as text" }),
    capabilities: z.array(z.string().max(64)).max(128).default([]),
    ...runtime,
  }),
  reply: {
    status: 201,
    body: z.object({
      agentId,
      ...agentTokens,
      commandKeys: z.array(verificationKey),
      config: agentConfig,
      limits: agentLimits,
      serverTime: instant,
    }),
  },
  problems: ["rate-limited", "store-unavailable"],
});

export const refreshAgentToken = endpoint({
  id: "refreshAgentToken",
  method: "POST",
  path: "/v1/agents/{id}/token",
  summary: "A new access token for a refresh token",
  needs: "public",
  params: z.object({ id: agentId }),
  body: z.object({ refreshToken: z.string().min(1).max(512) }),
  reply: { status: 200, body: z.object(agentTokens) },
  problems: ["invalid-credentials", "rate-limited", "store-unavailable"],
});

export const heartbeat = endpoint({
  id: "heartbeat",
  method: "POST",
  path: "/v1/agents/{id}/heartbeat",
  summary: "Every 15 to 30 s; heals a lost registry, answers with what is waiting",
  needs: "agent",
  params: z.object({ id: agentId }),
  body: z.object({
    boot: z.string().regex(/^\d{1,20}$/),
    uptimeMs: z.number().int().min(0),
    configVersion: z.number().int().min(0).default(0),
    capabilities: z.array(z.string().max(64)).max(128).optional(),
    routes: z.array(z.object({ route: z.string().max(512), state: z.string().max(32) })).max(5_000).optional(),
    memoryUsedBytes: z.number().min(0).optional(),
    memoryMaxBytes: z.number().min(0).optional(),
    cpuLoad: z.number().min(0).max(1_024).optional(),
    inflight: z
      .array(z.object({ execution: z.uuid(), exchange: z.string().max(256), route: z.string().max(512), startMicros: z.number().int(), node: z.string().max(512).default("") }))
      .max(100)
      .default([]),
    inflightCount: z.number().int().min(0).default(0),
    queuedBatches: z.number().int().min(0).default(0),
    droppedLines: z.number().int().min(0).default(0),
    ...runtime,
  }),
  reply: {
    status: 200,
    body: z.object({ serverTime: instant, configVersion: z.number().int(), pendingCommands: z.number().int(), heartbeatSeconds: z.number().int() }),
  },
  problems: ["store-unavailable"],
});

export const acknowledgeCommands = endpoint({
  id: "acknowledgeCommands",
  method: "POST",
  path: "/v1/agents/{id}/acks",
  summary: "Results of commands; idempotent by command and state",
  needs: "agent",
  params: z.object({ id: agentId }),
  body: z.object({
    acks: z
      .array(
        z.object({
          id: z.string().max(64),
          state: z.enum(["received", "done", "failed", "rejected", "expired"]),
          result: z.record(z.string(), z.unknown()).optional(),
          tookMs: z.number().min(0).optional(),
        }),
      )
      .min(1)
      .max(100),
  }),
  reply: { status: 200, body: z.object({ accepted: z.number().int(), unknown: z.array(z.string()) }) },
  problems: ["store-unavailable"],
});

export const streamCommands = endpoint({
  id: "streamCommands",
  method: "GET",
  path: "/v1/agents/{id}/commands",
  summary: "Commands as server-sent events (`Last-Event-ID` resumes), or one long poll with `wait`",
  needs: "agent",
  params: z.object({ id: agentId }),
  query: z.object({ wait: z.coerce.number().int().min(0).max(55).optional(), after: z.coerce.number().int().min(0).optional() }),
  reply: { status: 200, stream: "text/event-stream" },
  problems: ["store-unavailable"],
});

export const openCommandLink = endpoint({
  id: "openCommandLink",
  method: "GET",
  path: "/v1/agents/{id}/link",
  summary: "The same commands over a WebSocket",
  needs: "agent",
  params: z.object({ id: agentId }),
  query: z.object({ after: z.coerce.number().int().min(0).optional() }),
  reply: { status: 200, stream: "websocket" },
  problems: ["store-unavailable"],
});
