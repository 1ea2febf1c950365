import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { agentId, instant, name } from "#schema/contract/fields";
import { bootNumber, commandAck } from "#schema/protocol/v1/command";

/** The agents' side of docs/PROTOCOL.md, except telemetry (`schema/contract/ingest.ts`). */

const version = z.string().max(64);
const capabilities = z.array(z.string().max(64)).max(128);
const count = z.number().int().min(0);

const agentTokens = z.object({
  accessToken: z.string(),
  expiresIn: count.meta({ description: "Seconds" }),
  refreshToken: z.string(),
});

const commandKey = z.object({
  kid: z.string(),
  algorithm: z.literal("Ed25519"),
  publicKey: z.string().meta({ description: "32 bytes, base64url" }),
});

const agentConfig = z.object({
  version: z.number().int(),
  captureLevel: z.number().int().min(0).max(4),
  heartbeatSeconds: z.number().int(),
  flush: z.object({ executions: z.number().int(), bytes: z.number().int(), seconds: z.number() }),
});

const agentLimits = z.object({
  batchBytes: z.number().int().meta({ description: "As sent, compressed or not" }),
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
    instance: name.max(128).meta({ description: "Pod or host name of this process" }),
    installation: z.string().min(1).max(128).meta({ description: "Stable key of this installation, chosen by the agent" }),
    boot: bootNumber,
    capabilities: capabilities.default([]),
    camelVersion: version.default(""),
    javaVersion: version.default(""),
    agentVersion: version.default(""),
    runtime: version.default(""),
  }),
  reply: {
    status: 201,
    body: agentTokens.extend({
      agentId,
      commandKeys: z.array(commandKey),
      config: agentConfig,
      limits: agentLimits,
      serverTime: instant,
    }),
  },
  problems: ["limit-reached", "rate-limited", "store-unavailable"],
});

export const refreshAgentToken = endpoint({
  id: "refreshAgentToken",
  method: "POST",
  path: "/v1/agents/{id}/token",
  summary: "New tokens for a refresh token, which is good once",
  needs: "public",
  params: z.object({ id: agentId }),
  body: z.object({ refreshToken: z.string().min(1).max(512) }),
  reply: { status: 200, body: agentTokens },
  problems: ["invalid-credentials", "rate-limited", "store-unavailable"],
});

const inflightExchange = z.object({
  execution: z.uuid(),
  exchange: z.string().max(256),
  route: z.string().max(512),
  startMicros: z.number().int().meta({ description: "Since the epoch" }),
  node: z.string().max(512).default(""),
  traceId: z
    .string()
    .regex(/^([0-9a-f]{32})?$/)
    .default(""),
});

export const heartbeat = endpoint({
  id: "heartbeat",
  method: "POST",
  path: "/v1/agents/{id}/heartbeat",
  summary: "Every 15 to 30 s; heals a lost registry, answers with what is waiting",
  needs: "agent",
  params: z.object({ id: agentId }),
  body: z.object({
    boot: bootNumber,
    uptimeMs: count,
    configVersion: count.default(0),
    lastCommand: count.default(0).meta({ description: "Sequence number of the last command accepted; heals a lost queue" }),
    stopping: z.boolean().default(false).meta({ description: "The process ends in good order; this is its last heartbeat" }),
    capabilities: capabilities.optional(),
    routes: z
      .array(z.object({ route: z.string().max(512), state: z.string().max(32) }))
      .max(5_000)
      .optional()
      .meta({ description: "Full list, in the first heartbeat and after a change" }),
    memoryUsedBytes: z.number().min(0).optional(),
    memoryMaxBytes: z.number().min(0).optional(),
    cpuLoad: z.number().min(0).max(1_024).optional().meta({ description: "Cores in use, 0.5 = half a core" }),
    inflight: z.array(inflightExchange).max(100).default([]).meta({ description: "The oldest exchanges that run now" }),
    inflightCount: count.default(0),
    queuedBatches: count.default(0),
    droppedLines: count.default(0).meta({ description: "Since the start of the process" }),
    camelVersion: version.optional(),
    javaVersion: version.optional(),
    agentVersion: version.optional(),
    runtime: version.optional(),
  }),
  reply: {
    status: 200,
    body: z.object({
      serverTime: instant,
      configVersion: z.number().int(),
      pendingCommands: z.number().int(),
      heartbeatSeconds: z.number().int(),
    }),
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
  body: z.object({ acks: z.array(commandAck).min(1).max(100) }),
  reply: { status: 200, body: z.object({ accepted: z.number().int(), unknown: z.array(z.string()) }) },
  problems: ["store-unavailable"],
});

const after = z.coerce.number().int().min(0).optional().meta({ description: "Sequence number of the last command seen" });

export const streamCommands = endpoint({
  id: "streamCommands",
  method: "GET",
  path: "/v1/agents/{id}/commands",
  summary: "Commands as server-sent events (`Last-Event-ID` resumes); with `wait`, a long poll that ends with the first ones",
  needs: "agent",
  params: z.object({ id: agentId }),
  query: z.object({ wait: z.coerce.number().int().min(0).max(55).optional().meta({ description: "Seconds" }), after }),
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
  query: z.object({ after }),
  reply: { status: 200, stream: "websocket" },
  problems: ["invalid-request", "store-unavailable"],
});
