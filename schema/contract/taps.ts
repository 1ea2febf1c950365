import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { agentId, commandId, instant, name } from "#schema/contract/fields";

/** Full snapshots of the messages of a route, or of one of its nodes, for a while. */
export const tap = z.object({
  id: commandId.meta({ description: "Id of the command that started it" }),
  route: z.string(),
  node: z.string().meta({ description: "Empty: every node" }),
  filter: z.string(),
  maxRate: z.number().int().meta({ description: "Messages per second" }),
  maxCount: z.number().int(),
  state: z.enum(["pending", "delivered", "received", "done", "failed", "rejected", "expired"]),
  startedBy: z.string(),
  startedAt: instant,
  endsAt: instant,
});

export const startTap = endpoint({
  id: "startTap",
  method: "POST",
  path: "/api/v1/agents/{id}/taps",
  summary: "Record full snapshots of a route's messages until the lease ends",
  needs: "commands:send",
  requires: "debugger",
  params: z.object({ id: agentId }),
  body: z.object({
    route: name,
    node: z.string().max(256).default(""),
    filter: z.string().max(512).default("").meta({ description: "In Camel's simple language; empty: every message" }),
    maxRate: z.number().int().min(1).max(100).default(10),
    maxCount: z.number().int().min(1).max(10_000).default(100),
    leaseSeconds: z.number().int().min(10).max(3_600).default(300),
    reason: z.string().max(512).default(""),
  }),
  reply: { status: 202, body: tap },
  problems: ["not-found", "feature-not-licensed", "store-unavailable"],
});

export const listTaps = endpoint({
  id: "listTaps",
  method: "GET",
  path: "/api/v1/agents/{id}/taps",
  summary: "Taps that run in an agent, as far as the server knows",
  needs: "agents:read",
  params: z.object({ id: agentId }),
  reply: { status: 200, body: z.object({ items: z.array(tap) }) },
  problems: ["not-found", "store-unavailable"],
});

/** Needs no license: what was started can always be stopped. */
export const stopTap = endpoint({
  id: "stopTap",
  method: "DELETE",
  path: "/api/v1/agents/{id}/taps/{tapId}",
  summary: "End a tap before its lease does",
  needs: "commands:send",
  params: z.object({ id: agentId, tapId: commandId }),
  reply: { status: 204 },
  problems: ["not-found", "store-unavailable"],
});
